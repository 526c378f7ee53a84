#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    return sqrt(x);
}

/*
 * check: the derivative of sqrt at zero is infinite
 * check-call: f(0.0)
 * check-value: x = INFINITY
 */
