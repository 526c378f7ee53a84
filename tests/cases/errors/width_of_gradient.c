#include <adgen/adgen.h>

ADGEN_GRAD(x, width(4))
double f(double x)
{
    return x * x;
}

/*
 * check: a gradient has one seed, and so no directions
 * check-error: adgen-width @ 3
 * check-error-text: ADGEN_JVP
 */
