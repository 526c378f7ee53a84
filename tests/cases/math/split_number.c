#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x)
{
    double whole;
    double part = modf(x, &whole);
    return part * part * whole;
}

/*
 * check: a number split into its parts
 * check-gradient: f(random(1.5, 3))
 */
