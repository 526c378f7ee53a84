#include <adgen/adgen.h>

ADGEN_GRAD(n)
double f(double x, int n)
{
    return x * n;
}

/*
 * check: an integer is no independent variable
 * check-error: adgen-not-real @ 3
 * check-error-text: 'n'
 */
