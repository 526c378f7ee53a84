#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return sqrt(x * y) + cbrt(x - y) * hypot(x, y);
}

/*
 * check: sqrt, cbrt, hypot
 * check-gradient: f(random(1, 2), random(3, 4))
 */
