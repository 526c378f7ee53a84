#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double x[2][n++])
{
    return x[0][0] * x[1][0] * n;
}

/*
 * check: a parameter whose array's length has side effects
 * check-error: adgen-length @ 4:35
 */
