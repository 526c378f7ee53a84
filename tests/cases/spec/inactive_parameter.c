#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, ADGEN_INACTIVE double k, ADGEN_INACTIVE const double *w)
{
    return x * x * k * w[0];
}

/*
 * check: an inactive parameter is no independent variable
 * check-gradient: f(random(-1, 1), random(-1, 1), random(1, -1, 1))
 * check-header-has: double f_grad(double x, double k, const double *w, double *x_adj)
 */
