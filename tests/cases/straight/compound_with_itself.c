#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    x *= x;
    y += y * x;
    x -= x / y;
    y /= y + x;
    return x * y;
}

/*
 * check: the right side of a compound assignment reads the variable that it changes
 * check-gradient: f(random(0.5, 2), random(0.5, 2))
 */
