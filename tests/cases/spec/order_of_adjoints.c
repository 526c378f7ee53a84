#include <adgen/adgen.h>

ADGEN_GRAD(z, x)
double f(double x, double y, double z)
{
    return x * y * z;
}

/*
 * check: the adjoints stand in the order of the parameters, not of the list
 * check-gradient: f(random(-1, 1), random(-1, 1), random(-1, 1))
 * check-header-has: double f_grad(double x, double y, double z, double *x_adj, double *z_adj)
 */
