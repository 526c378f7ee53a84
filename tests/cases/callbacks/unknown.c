#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, double (*g)(double))
{
    return x * g(x);
}

/*
 * check: a pointer whose targets nobody knows
 * check-error: adgen-function-pointer @ 6:16
 */
