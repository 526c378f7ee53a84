#include <adgen/adgen.h>

double soft(double x);

ADGEN_GRAD(x)
double f(double x)
{
    return soft(x) + soft(2.0 * x);
}

/*
 * check: two calls of a function of which only the declaration is seen
 * check-error: adgen-order @ 8
 * check-error-text: or, if 'soft' only computes from its arguments
 */
