#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    return lgamma(x * x);
}

/*
 * check: lgamma: right or refused
 * check-error: adgen-no-rule @ 7
 */
