#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double a, double b)
{
    return (a > b ? a : b) * 3.0;
}

/*
 * check: where the arguments are equal the derivative follows the branch that the primal took
 * check-call: f(2.0, 2.0)
 * check-value: a = 0
 * check-value: b = 3
 */
