#include <adgen/adgen.h>
#include <stdlib.h>

static double *cut(double *v, int n, int *left)
{
    int k = 0;
    for (int i = 0; i < n; i++)
        if (v[i] > 0.0)
            v[k++] = v[i] * v[i];
    *left = k;
    return k ? realloc(v, (size_t)k * sizeof *v) : v;
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *v = calloc((size_t)n, sizeof *v), s = 0.0;
    int k;
    for (int i = 0; i < n; i++)
        v[i] = x[i] * x[(i + 1) % n];
    v = cut(v, n, &k);
    for (int i = 0; i < k; i++)
        s += v[i] * x[i];
    v = cut(v, k, &k);
    for (int i = 0; i < k; i++)
        s += v[i] * x[i];
    free(v);
    return s;
}

/*
 * check: a helper returns what realloc returns, called twice
 * check-gradient: f(1, {0.7})
 * check-gradient: f(4, {0.7, -1.1, -0.3, 1.2})
 */
