#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return sinh(x) * cosh(y) + tanh(x * y);
}

/*
 * check: sinh, cosh, tanh
 * check-gradient: f(random(-2, 2), random(-2, 2))
 */
