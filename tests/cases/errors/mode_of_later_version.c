#include <adgen/adgen.h>

ADGEN_HVP(x)
double f(double x)
{
    return x * x;
}

/*
 * check: a mode that this version does not have
 * check-error: adgen-mode @ 3
 */
