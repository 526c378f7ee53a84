#include <adgen/adgen.h>

ADGEN_GRAD(x, as(double))
double f(double x)
{
    return x * x;
}

/*
 * check: a generated function cannot be called double
 * check-error: adgen-name @ 3
 */
