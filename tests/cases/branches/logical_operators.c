#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = x * y;
    if (x > 0.0 && y > 0.0)
        t = t * t;
    if (x < 0.0 || t > 2.0)
        t -= x;
    if (!(y < 0.0) && !(x * y > 100.0))
        t *= y;
    return t;
}

/*
 * check: &&, || and ! in conditions
 * check-gradient: f(random(1.5, 2), random(1.5, 2))
 * check-gradient: f(random(0.1, 0.9), random(0.1, 0.9))
 * check-gradient: f(random(-2, -1), random(0.1, 0.9))
 * check-gradient: f(random(-2, -1), random(-2, -1))
 */
