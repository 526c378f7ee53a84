#include <adgen/adgen.h>

ADGEN_VJP(of(x))
void f(const double *x, double *y)
{
    *y = *x * *x;
}

/*
 * check: a dependent that the function cannot write
 * check-error: adgen-of @ 3
 */
