#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t, u;
    t = (u = x * y, u + 1.0);
    u *= t, t *= u;
    return t + u;
}

/*
 * check: the comma operator evaluates from left to right, its value is the last
 * check-gradient: f(random(-2, 2), random(-2, 2))
 */
