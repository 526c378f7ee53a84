#include <adgen/adgen.h>

ADGEN_GRAD(wrt(x, z))
double f(double x, double y, double z)
{
    return x * y * z;
}

/*
 * check: wrt is the long form of the list
 * check-gradient: f(random(-1, 1), random(-1, 1), random(-1, 1))
 * check-header-has: double *x_adj, double *z_adj)
 */
