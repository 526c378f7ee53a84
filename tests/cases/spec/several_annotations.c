#include <adgen/adgen.h>

ADGEN_GRAD(x)
ADGEN_GRAD(y, as(f_by_y))
ADGEN_VJP()
double f(double x, double y)
{
    return x * y * y;
}

/*
 * check: one function with several annotations
 * check-gradient: f(random(-1, 1), random(-1, 1))
 * check-header-has: double f_grad(double x, double y, double *x_adj)
 * check-header-has: double f_by_y(double x, double y, double *y_adj)
 * check-header-has: double f_vjp(double x, double y, double *x_adj, double *y_adj, double result_adj)
 */
