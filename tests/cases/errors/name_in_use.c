#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    return x * x;
}

double f_grad(double x)
{
    return 2.0 * x;
}

/*
 * check: the generated function's name is in use
 * check-error: adgen-name @ 3
 */
