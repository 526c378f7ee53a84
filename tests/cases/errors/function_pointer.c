#include <adgen/adgen.h>

static double square(double x)
{
    return x * x;
}

ADGEN_GRAD(x)
double f(double x)
{
    double (*g)(double) = square;
    return g(x) + x;
}

/*
 * check: a call through a pointer with active data
 * check-error: adgen-function-pointer @ 12
 */
