#include <adgen/adgen.h>

double f_grad(double x);

ADGEN_GRAD(x)
double f(double x)
{
    return x * x;
}

/*
 * check: the generated function's name is in use
 * check-error: adgen-name @ 5
 */
