#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return ((((x))) * ((y) - (x)) / ((((y * y) + 1.0)))) * (((x + (y)))) - ((2.0) * ((x)));
}

/*
 * check: brackets do not change what an expression is
 * check-gradient: f(random(-2, 2), random(-2, 2))
 */
