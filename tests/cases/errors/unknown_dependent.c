#include <adgen/adgen.h>

ADGEN_VJP(wrt(x), of(z))
void f(const double *x, double *y)
{
    *y = *x * *x;
}

/*
 * check: a dependent that does not exist
 * check-error: adgen-unknown-parameter @ 3
 */
