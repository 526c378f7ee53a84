#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return copysign(x * x, y) + copysign(y, x);
}

/*
 * check: copysign
 * check-gradient: f(random(0.5, 1), random(-2, -1))
 * check-gradient: f(random(-2, -1), random(0.5, 1))
 */
