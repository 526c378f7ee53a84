#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = x > y ? x * y : x + y;
    return (t < 1.0 ? t * t : t) * (y > 0.0 ? x : -x);
}

/*
 * check: ?: in several places
 * check-gradient: f(random(0.5, 1), random(1.5, 2))
 * check-gradient: f(random(1.5, 2), random(0.5, 1))
 * check-gradient: f(random(0.1, 0.2), random(0.3, 0.4))
 */
