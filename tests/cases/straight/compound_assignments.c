#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = x;
    t += y;
    t -= x * y;
    t *= x + 2.0;
    t /= y;
    return t;
}

/*
 * check: every compound assignment on a real
 * check-gradient: f(random(0.5, 2), random(0.5, 2))
 * check-omits: adgen_
 */
