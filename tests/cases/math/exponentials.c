#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return exp(x) * exp2(y) + expm1(x * y);
}

/*
 * check: exp, exp2, expm1
 * check-gradient: f(random(-2, 2), random(-2, 2))
 * check-value: x = exp(x) * exp2(y) + y * exp(x * y)
 */
