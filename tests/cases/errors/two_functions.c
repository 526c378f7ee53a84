#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x)
{
    return lgamma(x);
}

ADGEN_GRAD(x)
double g(double x)
{
    return tgamma(x);
}

ADGEN_GRAD(x)
double h(double x)
{
    return x * x;
}

/*
 * check: two functions are refused, so nothing is written for the third either
 * check-error: adgen-no-rule @ 7
 * check-error: adgen-no-rule @ 13
 */
