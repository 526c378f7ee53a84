#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    int n = 0;
    n = x * 10.0;
    n += y * 10.0;
    return n * x * y;
}

/*
 * check: an integer that reals are assigned to and added to
 * check-gradient: f(random(1.01, 1.09), random(1.01, 1.04))
 */
