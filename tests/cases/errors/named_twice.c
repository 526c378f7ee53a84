#include <adgen/adgen.h>

ADGEN_GRAD(x, x)
double f(double x)
{
    return x * x;
}

/*
 * check: a parameter named twice
 * check-error: adgen-spec @ 3
 */
