#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return fabs(x * y) + fabs(x) * y;
}

/*
 * check: fabs on either side of zero
 * check-gradient: f(random(0.5, 2), random(0.5, 2))
 * check-gradient: f(random(-2, -0.5), random(0.5, 2))
 */
