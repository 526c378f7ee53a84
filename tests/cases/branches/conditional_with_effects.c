#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = x, u = y;
    double v = x > y ? (t *= y) + 1.0 : (u *= x) - 1.0;
    return t * u * v;
}

/*
 * check: an assignment in a branch of ?: happens only where it is selected
 * check-gradient: f(random(0.5, 1), random(1.5, 2))
 * check-gradient: f(random(1.5, 2), random(0.5, 1))
 */
