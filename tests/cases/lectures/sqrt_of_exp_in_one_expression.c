#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    return sqrt(exp(x * x) + x * x);
}

/*
 * check: the same in one expression
 * check-gradient: f(random(-1, 1))
 * check-value: x = x * (1 + exp(x * x)) / sqrt(x * x + exp(x * x))
 * check-count: 1 exp(
 * check-count: 1 sqrt(
 */
