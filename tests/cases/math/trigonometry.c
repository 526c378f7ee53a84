#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return sin(x) * cos(y) + tan(x * y) - cos(x) / sin(y);
}

/*
 * check: sin, cos, tan
 * check-gradient: f(random(0.2, 1.2), random(0.2, 1.2))
 */
