#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* A loop that does nothing but swap has no backward pass that could swap back. */
ADGEN_GRAD(x)
double alone(int n, int times, const double *x)
{
    double *u = malloc((size_t)n * sizeof *u), *v = malloc((size_t)n * sizeof *v), sum = 0.0;
    for (int i = 0; i < n; i++) {
        u[i] = x[i];
        v[i] = 0.1 * i * x[0];
    }
    for (int t = 0; t < times; t++) {
        double *q = u;
        u = v;
        v = q;
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i] + v[i];
    free(u);
    free(v);
    return sum;
}

/* How long a row is, is read where a condition says so alone. */
ADGEN_GRAD(a)
double asked(double *a, const int *idx, int n, int steps, int c, int k)
{
    double s = 0.0;
    for (int t = 0; t < steps; t++) {
        if (c) {
            int at = idx[0], m = k + at * 2;
            for (int i = at; i < m; i++)
                s += a[i] * a[i] * s + a[i + at];
        }
        for (int i = 0; i < n; i++)
            a[i] = sin(a[i]) * a[i];
    }
    return s;
}

ADGEN_GRAD(a)
double unasked(double *a, int n, int steps, int k)
{
    double s = asked(a, NULL, n, steps, 0, k);
    return s + a[0];
}

/*
 * check: loops that only swap; sizes that are read under a condition
 * check-gradient: alone(4, 3, random(4, -1, 1))
 * check-gradient: alone(4, 2, random(4, -1, 1))
 * check-gradient: asked(random(6, 0, 1), {1}, 6, 2, 1, 2)
 * check-gradient: unasked(random(4, 0, 1), 4, 3, 2)
 */
