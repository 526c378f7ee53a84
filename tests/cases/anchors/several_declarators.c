#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double a = x*y, b = a*a;
    return a + b;
}

/*
 * check: double a = x*y, b = a*a;
 * check-gradient: f(random(-2, 2), random(-2, 2))
 * check-value: x = y + 2 * x * y * y
 */
