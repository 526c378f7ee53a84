#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return pow(x, y);
}

/*
 * check: the exponent's derivative in pow(0, y) is zero, not 0 * -inf
 * check-call: f(0.0, 2.5)
 * check-value: return = 0
 * check-value: x = 0
 * check-value: y = 0
 * check-call: f(0.0, 2.0)
 * check-value: x = 0
 * check-value: y = 0
 */
