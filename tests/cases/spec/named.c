#include <adgen/adgen.h>

ADGEN_GRAD(x, as(slope))
double f(double x)
{
    return x * x * x;
}

/*
 * check: as names the generated function
 * check-gradient: f(random(-1, 1))
 * check-header-has: double slope(double x, double *x_adj)
 */
