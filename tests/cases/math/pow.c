#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return pow(x, y) + pow(x * y, 3.0) + pow(2.0, y) + pow(x, 0.5) + pow(x, -1.0);
}

/*
 * check: pow by base and exponent, with constants for either
 * check-gradient: f(random(0.5, 2), random(0.5, 2))
 */
