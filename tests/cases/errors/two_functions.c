#define _DEFAULT_SOURCE
#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x)
{
    return scalb(x, 1.0);
}

ADGEN_GRAD(x)
double g(double x)
{
    return scalb(x, 2.0);
}

ADGEN_GRAD(x)
double h(double x)
{
    return x * x;
}

/*
 * check: two functions are refused, so nothing is written for the third either
 * check-error: adgen-no-rule @ 8
 * check-error: adgen-no-rule @ 14
 */
