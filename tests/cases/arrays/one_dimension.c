#include <adgen/adgen.h>

ADGEN_GRAD()
double f(const double x[3])
{
    return x[0] * x[1] + x[2] / x[0] - x[1];
}

/*
 * check: elements of an array with constant indices
 * check-gradient: f(random(3, 1, 2))
 */
