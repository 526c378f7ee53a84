#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    int power;
    double part = frexp(x * x, &power);
    return part * part * power;
}

/*
 * check: frexp: right or refused
 * check-error: adgen-extern @ 8
 */
