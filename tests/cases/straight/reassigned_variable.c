#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = x * y;
    double u = t * t;
    t = sin(u);
    u = t * u;
    t = u * x + t;
    return t * t;
}

/*
 * check: a variable that is overwritten is needed with each of its values
 * check-gradient: f(random(-2, 2), random(-2, 2))
 * check-omits: adgen_
 * check-omits: malloc
 */
