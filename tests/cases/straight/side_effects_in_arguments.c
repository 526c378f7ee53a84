#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = 0.0, u;
    u = sin(t = x * y) + 1.0;
    return u * t;
}

/*
 * check: an assignment in a function's argument
 * check-gradient: f(random(-2, 2), random(-2, 2))
 */
