#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    float t = (float)(x * y);
    double u = t * x;
    t = (float)u;
    return u + t;
}

/*
 * check: a value cut to float and widened again
 * check-gradient: f(random(-2, 2), random(-2, 2))
 */
