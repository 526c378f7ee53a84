#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x, double *buffer, int own)
{
    double *v = own ? malloc(sizeof *v) : buffer, result;

    v[0] = x[0];
    if (own)
        v = realloc(v, (size_t)n * sizeof *v);
    for (int i = 1; i < n; i++)
        v[i] = v[i - 1] * x[i];
    result = v[n - 1];
    if (own)
        free(v);
    return result;
}

/*
 * check: realloc of a block that is the function's own or the caller's
 * check-error: adgen-free @ 11:13
 */
