#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return fdim(x, y) * x + fdim(y, x) * y;
}

/*
 * check: fdim by both of its arguments, on both sides
 * check-gradient: f(random(0.5, 1), random(1.5, 2))
 * check-gradient: f(random(1.5, 2), random(0.5, 1))
 */
