#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = x;
    x = y;
    y = t;
    return x / y + x;
}

/*
 * check: two values exchanged
 * check-gradient: f(random(0.5, 2), random(0.5, 2))
 */
