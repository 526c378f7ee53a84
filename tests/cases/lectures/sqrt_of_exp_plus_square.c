#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    double a = x * x, b = exp(a), c = a + b, d = sqrt(c);
    return d;
}

/*
 * check: the derivative reuses a, b and d: nothing of the forward pass is evaluated twice
 * check-gradient: f(random(-1, 1))
 * check-value: x = x * (1 + exp(x * x)) / sqrt(x * x + exp(x * x))
 * check-value: return = sqrt(exp(x * x) + x * x)
 * check-count: 1 exp(
 * check-count: 1 sqrt(
 * check-count: 1 x * x
 * check-omits: adgen_
 */
