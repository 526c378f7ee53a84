#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = x * y;
    if (t > 1.0)
        t = t * t;
    if (y < 0.0)
        t = -t;
    return t;
}

/*
 * check: an if without else leaves the variable what it was
 * check-gradient: f(random(1, 2), random(1.2, 2))
 * check-gradient: f(random(1, 2), random(-0.5, -0.1))
 */
