#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return remainder(x * x, y) * y;
}

/*
 * check: remainder, by the divisor too
 * check-gradient: f(random(2.6, 2.7), random(1.9, 2.0))
 */
