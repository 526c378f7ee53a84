#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, ADGEN_SIZE(n +) const double *x)
{
    return x[0] * x[n - 1];
}

/*
 * check: ADGEN_SIZE without its second operand
 * check-error: adgen-size @ 4:17
 */
