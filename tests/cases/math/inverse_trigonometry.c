#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return asin(x) * acos(y) + atan(x * y) + atan2(x, y);
}

/*
 * check: asin, acos, atan, atan2
 * check-gradient: f(random(-0.9, -0.1), random(0.1, 0.9))
 */
