#include <adgen/adgen.h>
#include <string.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t[8];
    memcpy(t, x, (size_t)n * sizeof *x);
    return t[0] * t[1];
}

/*
 * check: memcpy of active data
 * check-gradient: f(5, random(5, -1, 1))
 */
