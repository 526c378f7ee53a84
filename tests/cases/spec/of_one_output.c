#include <adgen/adgen.h>

ADGEN_VJP(wrt(x), of(y))
void f(const double *x, double *y, double *z)
{
    *y = x[0] * x[1];
    *z = x[0] * x[0];
}

/*
 * check: of names the dependents; a seed in another shadow still counts
 * check-gradient: f(random(2, -1, 1), zeros(1), zeros(1))
 */
