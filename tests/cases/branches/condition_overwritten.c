#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = x;
    if (t > y)
        t = y - t;
    y = t * x;
    x = y;
    return t * y * x;
}

/*
 * check: the branch changes what its condition was about
 * check-gradient: f(random(0.5, 1), random(1.5, 2))
 * check-gradient: f(random(1.5, 2), random(0.5, 1))
 */
