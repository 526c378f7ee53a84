#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return fmod(x, y) * x + remainder(x * 2.0, y);
}

/*
 * check: fmod and remainder, by the divisor too
 * check-gradient: f(random(7.1, 7.9), random(2.1, 2.2))
 */
