#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double (*g)(double), double x)
{
    return g(x) * x;
}

/*
 * check: a function that is a parameter
 * check-error: adgen-function-pointer @ 6
 */
