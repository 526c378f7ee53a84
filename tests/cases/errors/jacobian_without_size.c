#include <adgen/adgen.h>

ADGEN_JACOBIAN(x)
void f(const double *x, double y[2])
{
    y[0] = x[0] * x[1];
    y[1] = x[0] + x[1];
}

/*
 * check: how many columns there are is not to be seen
 * check-error: adgen-size @ 4
 * check-error-text: ADGEN_SIZE(n)
 */
