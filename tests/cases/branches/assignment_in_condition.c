#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t, u = x;
    if ((t = x * y) > 1.0)
        u = t * t;
    if ((u -= t) < 0.0)
        u = -u * x;
    return u + t;
}

/*
 * check: a condition that assigns
 * check-gradient: f(random(1.5, 2), random(1.5, 2))
 * check-gradient: f(random(0.1, 0.9), random(0.1, 0.9))
 * check-gradient: f(random(0.1, 0.9), random(1.1, 1.2))
 */
