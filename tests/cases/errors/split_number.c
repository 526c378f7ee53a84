#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x)
{
    double whole;
    return modf(x, &whole) * whole;
}

/*
 * check: modf
 * check-error-text: modf
 */
