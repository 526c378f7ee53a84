#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    return exp(x * x);
}

/*
 * check: f(x) = exp(x^2) has the derivative 2x exp(x^2), and exp is evaluated once
 * check-gradient: f(random(-1, 1))
 * check-value: x = 2 * x * exp(x * x)
 * check-value: return = exp(x * x)
 * check-count: 1 exp(
 * check-omits: adgen_
 */
