#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y, double z)
{
    return fma(x, y, z * x);
}

/*
 * check: fma
 * check-gradient: f(random(-2, 2), random(-2, 2), random(-2, 2))
 * check-value: x = y + z
 */
