#define _POSIX_C_SOURCE 200112L
#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

ADGEN_GRAD(x)
double f(double x, int n)
{
    double *v = NULL, sum = 0.0;
    if (posix_memalign((void **)&v, 64, (unsigned)n * sizeof *v) != 0)
        return 0.0;
    for (int i = 0; i < n; i++)
        v[i] = x * i;
    for (int i = 0; i < n; i++)
        sum += v[i] * v[i];
    free(v);
    return sum;
}

ADGEN_GRAD(x)
double g(double x, int n)
{
    void *block;
    int error = posix_memalign(&block, 64, (unsigned)n * sizeof(double));
    if (error)
        return error;
    double *v = block;
    v[0] = x;
    v[n - 1] = x * v[0];
    x = v[n - 1] * x;
    free(block);
    return x;
}

ADGEN_GRAD(x)
double h(double x, int n)
{
    double *v = aligned_alloc(64, 64 * sizeof(double));
    for (int i = 0; i < n; i++)
        v[i] = i ? v[i - 1] * x : x;
    x = v[n - 1] * v[0];
    free(v);
    return x;
}

/*
 * check: memory that is aligned
 * check-gradient: f(1.3, 4)
 * check-gradient: g(1.3, 4)
 * check-gradient: h(1.3, 4)
 */
