#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    double whole, part = modf(x * x, &whole);
    return part * part * whole;
}

/*
 * check: modf: right or refused
 * check-error: adgen-extern @ 7
 */
