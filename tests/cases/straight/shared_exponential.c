#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x, double y)
{
    return exp(x * y) * x;
}

/*
 * check: exp is computed once for value and derivative
 * check-gradient: f(random(-1, 1), random(-1, 1))
 * check-count: 1 exp(
 * check-omits: adgen_
 */
