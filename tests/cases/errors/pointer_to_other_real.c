#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(const float *x)
{
    const double *d = (const double *)x;
    return *d * *d;
}

/*
 * check: a float read as a double
 * check-error: adgen-cast @ 6
 */
