#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    volatile double t = x;
    t = t * t;
    return t;
}

/*
 * check: an active variable that is volatile
 * check-error-text: [adgen-volatile]
 */
