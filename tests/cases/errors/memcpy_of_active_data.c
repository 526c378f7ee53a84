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
 * check-error: adgen-memory @ 8:5
 * check-error-text: write the copy as a loop or an assignment
 */
