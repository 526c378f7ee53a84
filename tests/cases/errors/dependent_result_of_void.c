#include <adgen/adgen.h>

ADGEN_VJP(of(return))
void f(const double *x, double *y)
{
    *y = *x * *x;
}

/*
 * check: the return value of a void function as a dependent
 * check-error: adgen-of @ 3
 */
