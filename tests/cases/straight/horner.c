#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    return (((1.5 * x - 2.0) * x + 0.25) * x - 1.0) * x + 3.0;
}

/*
 * check: a nested polynomial
 * check-gradient: f(random(-2, 2))
 * check-value: x = 6 * x * x * x - 6 * x * x + 0.5 * x - 1
 */
