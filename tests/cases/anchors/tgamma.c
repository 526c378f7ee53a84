#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    return tgamma(x);
}

/*
 * check: tgamma: right or refused
 * check-error: adgen-no-rule @ 7
 */
