#include <adgen/adgen.h>

double f(double x, double y)
{
    return x * x * y;
}

/*
 * check: a request on the command line needs nothing in the source
 * check-args: --grad 'f(x)' --vjp=f
 * check-gradient: f(random(-1, 1), random(-1, 1))
 * check-header-has: double f_grad(double x, double y, double *x_adj)
 * check-header-has: double f_vjp(double x, double y, double *x_adj, double *y_adj, double result_adj)
 */
