#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double a, b, c;
    a = b = c = x * y;
    a += x;
    b *= c;
    return a * b - c;
}

/*
 * check: one value assigned to several variables
 * check-gradient: f(random(-2, 2), random(-2, 2))
 */
