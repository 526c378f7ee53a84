#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t;
    if (x > y)
        t = x * x - y;
    else
        t = y * x;
    return t * x;
}

/*
 * check: both ways of an if
 * check-gradient: f(random(0.5, 1), random(1.5, 2))
 * check-gradient: f(random(1.5, 2), random(0.5, 1))
 * check-omits: adgen_
 */
