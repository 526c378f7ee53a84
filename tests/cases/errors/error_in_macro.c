#include <adgen/adgen.h>

double halve(double t, int *k);
#define MANTISSA(v) halve(v, &k)

ADGEN_GRAD(x)
double f(double x)
{
    int    k;
    double t = x * x;
    t = MANTISSA(t);
    return t * k;
}

/*
 * check: a construct out of a macro is reported where the macro is used
 * check-error: adgen-extern @ 11
 */
