#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Each element from both neighbours: counting up or down, one of them would be the new one. */
ADGEN_GRAD(x)
double both_sides(int n, const double *x)
{
    double *u = malloc((size_t)n * sizeof *u), *mean = malloc((size_t)n * sizeof *mean), sum = 0.0;

    for (int i = 0; i < n; i++)
        u[i] = x[i];
    for (int step = 0; step < 3; step++) {
        for (int i = 1; i < n - 1; i++)
            mean[i] = u[i - 1] * u[i + 1];
        for (int i = 1; i < n - 1; i++)
            u[i] = mean[i];
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i];
    free(u);
    free(mean);
    return sum;
}

/* The array is read once more. */
ADGEN_GRAD(x)
double read_again(int n, const double *x)
{
    double *w = malloc((size_t)n * sizeof *w), *v = malloc((size_t)n * sizeof *v), sum = 0.0;

    for (int i = 0; i < n; i++)
        v[i] = x[i];
    for (int step = 0; step < 3; step++) {
        for (int i = 0; i < n; i++)
            w[i] = 0.5 * v[i];
        for (int i = 0; i < n; i++)
            v[i] = w[i] + 0.125;
        v[0] = w[n - 1] * v[0];
    }
    for (int i = 0; i < n; i++)
        sum += v[i] * v[i];
    free(w);
    free(v);
    return sum;
}

/* Iterations that hand something on, and two of them that the other loop has not. */
ADGEN_GRAD(x)
double handed_on(int n, const double *x)
{
    double *a = malloc((size_t)n * sizeof *a), *b = malloc((size_t)n * sizeof *b), sum = 0.0;

    for (int i = 0; i < n; i++)
        b[i] = x[i];
    for (int step = 0; step < 3; step++) {
        for (int i = 1; i < n; i++)
            a[i] = 0.5 * b[i];
        for (int i = 1; i < n; i++)
            b[i] = b[i - 1] + a[i];
        for (int i = 2; i < n; i++)
            a[i] = 0.75 * b[i];
        for (int i = 0; i < n; i++)
            b[i] = i < 2 ? b[i] : a[i];
    }
    for (int i = 0; i < n; i++)
        sum += b[i] * b[i];
    free(a);
    free(b);
    return sum;
}

/* What is written is the caller's, and may be what is read. */
ADGEN_VJP(y)
void callers(int n, double *y, double *z)
{
    double c[8];

    for (int step = 0; step < 3; step++) {
        for (int i = 0; i < n; i++)
            c[i] = z[i] * y[i];
        for (int i = 0; i < n; i++)
            y[i] = c[i] + 0.0625;
    }
}

/* Between the two stands what the second one reads, or the first one must not see. */
ADGEN_GRAD(x)
double between(int n, const double *x)
{
    double d[8], e[8], sum = 0.0;

    for (int i = 0; i < n; i++)
        e[i] = x[i];
    for (int step = 0; step < 3; step++) {
        for (int i = 0; i < n; i++)
            d[i] = 0.5 * e[i];
        e[0] = d[0] * e[n - 1];
        for (int i = 0; i < n; i++)
            e[i] = 0.875 * e[i] + d[i];
    }
    for (int i = 0; i < n; i++)
        sum += e[i] * e[i];
    return sum;
}

/*
 * check: two loops stay two where one would read or write in another order, or keep what is read later on
 * check-gradient: both_sides(6, random(6, 0.5, 1))
 * check-gradient: read_again(4, random(4, 0.5, 1))
 * check-gradient: handed_on(5, random(5, 0.5, 1))
 * check-gradient: callers(3, random(3, 0.5, 1), random(3, 0.5, 1))
 * check-gradient: between(4, random(4, 0.5, 1))
 * check-has: mean[i] = u[i - 1] * u[i + 1];
 * check-has: w[i] = 0.5 * v[i];
 * check-has: a[i] = 0.5 * b[i];
 * check-has: a[i] = 0.75 * b[i];
 * check-has: c[i] = z_i * y_i;
 * check-has: d[i] = 0.5 * e[i];
 */
