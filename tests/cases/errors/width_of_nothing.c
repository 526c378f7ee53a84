#include <adgen/adgen.h>

ADGEN_JVP(x, width(0))
double f(double x)
{
    return x * x;
}

/*
 * check: there is no derivative along no direction
 * check-error: adgen-spec @ 3
 * check-error-text: from 1 to
 */
