#include <adgen/adgen.h>

ADGEN_GRAD(y)
double f(double x, double y, double z)
{
    return x * y * y + z * y;
}

/*
 * check: only the named parameter has an adjoint
 * check-gradient: f(random(-1, 1), random(-1, 1), random(-1, 1))
 * check-header-has: double f_grad(double x, double y, double z, double *y_adj)
 */
