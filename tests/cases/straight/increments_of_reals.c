#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double a = x++;
    double b = ++y;
    a *= b--;
    b *= --a;
    return a * b + x * y;
}

/*
 * check: ++ and -- of reals, before and after, with their values used
 * check-gradient: f(random(-2, 2), random(-2, 2))
 */
