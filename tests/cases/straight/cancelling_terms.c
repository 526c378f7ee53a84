#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double big = 1e8 * x;
    return (big + y) - big;
}

/*
 * check: the value is the primal's own, with its rounding
 * check-gradient: f(random(1, 2), random(1, 2))
 * check-within: 1e-7
 */
