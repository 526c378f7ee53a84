#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x)
{
    int power;
    double part = frexp(x, &power);
    return part * part;
}

/*
 * check: frexp
 * check-error-text: frexp
 */
