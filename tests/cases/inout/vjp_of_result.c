#include <adgen/adgen.h>

ADGEN_VJP(x)
double f(double x, double y)
{
    return x * x * y;
}

/*
 * check: the caller passes the seed of the result
 * check-gradient: f(1.5, 2.0)
 * check-seed: return = 0.5
 * check-value: x = 3
 * check-header-has: double f_vjp(double x, double y, double *x_adj, double result_adj)
 */
