#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    return fabs(x) + 2.0 * x;
}

/*
 * check: the derivative of fabs at zero is zero
 * check-call: f(0.0)
 * check-value: x = 2
 */
