#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = x * y;
    if (t < 0.0)
        return t;
    t *= t;
    if (t > 4.0) {
        t -= x;
        return t * y;
    }
    return t + x;
}

/*
 * check: returns in the middle
 * check-gradient: f(random(-2, -1), random(1, 2))
 * check-gradient: f(random(1.5, 2), random(1.5, 2))
 * check-gradient: f(random(0.1, 1), random(0.1, 1))
 */
