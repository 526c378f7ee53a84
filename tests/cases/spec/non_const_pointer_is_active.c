#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, double *work)
{
    work[0] = x * x;
    work[1] = work[0] * x;
    return work[1];
}

/*
 * check: a non-const pointer has a shadow, named or not
 * check-gradient: f(random(-1, 1), zeros(2))
 * check-header-has: double f_grad(double x, double *work, double *x_adj, double *work_adj)
 */
