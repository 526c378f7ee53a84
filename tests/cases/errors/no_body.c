#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x);

ADGEN_GRAD(x)
double g(double x)
{
    return x * x;
}

/*
 * check: a function that is only declared
 * check-error: adgen-no-body @ 3
 */
