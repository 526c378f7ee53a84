#include <adgen/adgen.h>

ADGEN_HESSIAN(x)
void f(const double x[2], double y[2])
{
    y[0] = x[0] * x[1];
    y[1] = x[0] + x[1];
}

/*
 * check: only of a number that is returned there is a Hessian
 * check-error: adgen-of @ 4
 */
