#include <adgen/adgen.h>
#include <math.h>

static double scratch(const double *x, double s, int *count, int n)
{
    if (n <= 0)
        return s;
    for (int i = 0; i < 3; i++) {
        int    m = 1 + *count % 3;
        double t[m];
        for (int k = 0; k < m; k++)
            t[k] = s * x[k];
        s = sin(t[m - 1] * t[0]);
        (*count)++;
    }
    return scratch(x, s, count, n - 1) * s;
}

ADGEN_GRAD(x)
double lengths(const double *x, int n)
{
    int count = 1;

    return scratch(x, x[0], &count, n);
}

static double rows(const double *x, double s, int *count, int n)
{
    if (n <= 0)
        return s;
    for (int i = 0; i < 2; i++) {
        int    m = 2 + *count % 2;
        double t[2][m];
        for (int j = 0; j < 2; j++)
            for (int k = 0; k < m; k++)
                t[j][k] = s * x[k] + j;
        s = cos(t[1][m - 1] * t[0][1]);
        (*count)++;
    }
    return rows(x, s, count, n - 1) + s;
}

ADGEN_GRAD(x)
double matrices(const double *x, int n)
{
    int count = 1;

    return rows(x, x[0], &count, n);
}

/*
 * check: variable-length arrays in loops of recursive functions, whose lengths are kept
 * check-gradient: lengths(random(3, 0.5, 1), 1)
 * check-gradient: lengths(random(3, 0.5, 1), 3)
 * check-gradient: matrices(random(3, 0.5, 1), 2)
 */
