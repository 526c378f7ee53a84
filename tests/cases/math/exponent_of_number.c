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
 * check: the mantissa of a number
 * check-gradient: f(random(0.5, 3))
 */
