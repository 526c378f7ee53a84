#include <adgen/adgen.h>

ADGEN_GRAD(wrt(x), of(return))
double f(double x, double *y)
{
    *y = x * x;
    return x * x * x;
}

/*
 * check: return names the return value among the dependents
 * check-gradient: f(1.5, zeros(1))
 * check-value: x = 6.75
 */
