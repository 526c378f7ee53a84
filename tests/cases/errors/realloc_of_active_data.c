#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *t = malloc(sizeof *t), result;
    t[0] = x[0] * x[0];
    t = realloc(t, (size_t)n * sizeof *t);
    t[1] = t[0] * x[1];
    result = t[1];
    free(t);
    return result;
}

/*
 * check: realloc of active data
 * check-error-text: realloc
 */
