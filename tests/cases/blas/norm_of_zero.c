#include <adgen/adgen.h>
#include <cblas.h>

/* A norm that is zero has no derivative; an adjoint of zero contributes nothing there. */
ADGEN_GRAD(x)
double norm_times(int n, const double *x, double factor)
{
    return x[0] + factor * cblas_dnrm2(n, x, 1);
}

ADGEN_GRAD()
double signs(int n, const double *x)
{
    return cblas_dasum(n, x, 1);
}

/*
 * check: norms of vectors of zeros, where the adjoint is zero or the derivative of fabs is
 * check-link: -lopenblas
 * check-call: norm_times(2, {0.0, 0.0}, 0.0)
 * check-value: x = {1, 0}
 * check-call: signs(3, {0.0, 2.0, -3.0})
 * check-value: x = {0, 1, -1}
 */
