#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    x = x * y;
    x = exp(x);
    y = y * x;
    return y * x;
}

/*
 * check: parameters may be overwritten; the adjoints are those of the arguments
 * check-gradient: f(random(-1, 1), random(-1, 1))
 */
