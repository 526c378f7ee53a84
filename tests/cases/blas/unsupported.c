#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>

ADGEN_GRAD(x)
double banded(int n, const double *a, double *x)
{
    cblas_dtbsv(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, n, 1, a, 2, x, 1);
    return x[0];
}

ADGEN_GRAD(a)
double largest_eigenvalue(int n, double *a, double *w)
{
    LAPACKE_dsyev(LAPACK_ROW_MAJOR, 'N', 'U', n, a, n, w);
    return w[n - 1];
}

/*
 * check: routines that adgen has no derivatives of are refused
 * check-error: adgen-extern @ 8
 * check-error: adgen-extern @ 15
 */
