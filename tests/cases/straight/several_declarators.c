#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double a = x * y, b = a * a, c = b - a / x;
    return c * b;
}

/*
 * check: a declarator may use those before it in the same declaration
 * check-gradient: f(random(0.5, 2), random(0.5, 2))
 */
