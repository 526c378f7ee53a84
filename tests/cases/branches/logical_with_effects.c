#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = 1.0;
    if (x > 0.0 && (t = x * y) > 1.0)
        t *= t;
    if (y > 5.0 || (t += y) < 0.0)
        t = -t;
    return t * x;
}

/*
 * check: an assignment to the right of && or || happens only where it is reached
 * check-gradient: f(random(1.5, 2), random(1.5, 2))
 * check-gradient: f(random(-2, -1), random(1.5, 2))
 * check-gradient: f(random(-2, -1), random(5.5, 6))
 * check-gradient: f(random(0.1, 0.5), random(-9, -8))
 */
