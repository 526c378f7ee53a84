#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x, double a)
{
    return pow(x, 2.0) + pow(x, 3) + pow(x - 1.0, a);
}

/*
 * check: a negative base with a whole exponent: no logarithm leaks a NaN
 * check-gradient: f(random(-2, -1), 3.0)
 * check-value: x = 2 * x + 3 * x * x + 3 * (x - 1) * (x - 1)
 */
