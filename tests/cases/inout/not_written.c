#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double *x, double a)
{
    return *x * *x * a;
}

/*
 * check: what is not written keeps its seed and gets the derivative on top
 * check-gradient: f({1.5}, 2.0)
 * check-seed: x[0] = 3.0
 * check-value: x[0] = 9
 */
