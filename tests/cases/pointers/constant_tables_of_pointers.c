#include <adgen/adgen.h>

static const double        low[] = {1.0, 2.0, 3.0}, high[] = {0.5, 0.25, 0.125};
static const double *const rows[] = {low, high};

struct blend {
    const double *table;
    double        weight;
};

ADGEN_GRAD(x)
double chosen(int n, const double *x)
{
    const double *p = rows[0];
    double        s = 0.0;

    for (int i = 0; i < n; i++) {
        s += x[i] * p[i % 3];
        p = rows[x[i] > 0.7];
    }
    return s * s;
}

ADGEN_GRAD(x)
double blended(const double *x, int n)
{
    struct blend b[2] = {{rows[0], x[0]}, {rows[1], x[1] * x[0]}};
    double       s = 0.0;

    for (int i = 0; i < n; i++)
        s += b[i % 2].table[i % 3] * b[i % 2].weight * (s + 1.0);
    return s;
}

static double folded(int i, double x)
{
    if (i < 0)
        return 1.0;
    return rows[i % 2][0] * x * folded(i - 1, x * rows[i % 2][1]);
}

ADGEN_GRAD(x)
double in_recursion(double x, int n)
{
    return folded(n, x);
}

/*
 * check: constant tables of pointers to constant tables
 * check-gradient: chosen(0, zeros(0))
 * check-gradient: chosen(4, random(4, 0.5, 1))
 * check-gradient: blended(random(2, 0.5, 1), 5)
 * check-gradient: in_recursion(random(0.5, 1), 3)
 */
