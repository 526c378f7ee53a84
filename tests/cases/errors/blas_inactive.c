#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>

ADGEN_GRAD(a)
double solution(int n, double *a, ADGEN_INACTIVE double *b)
{
    lapack_int pivots[3];

    LAPACKE_dgesv(LAPACK_ROW_MAJOR, n, 1, a, n, pivots, b, 1);
    return a[0] * a[3];
}

ADGEN_GRAD(x)
double exchanged(int n, double *x, ADGEN_INACTIVE double *y)
{
    cblas_dswap(n, x, 1, y, 1);
    return x[0];
}

/*
 * check: routines with two outputs of which one has no adjoint
 * check-error: adgen-inactive @ 10
 * check-error: adgen-inactive @ 17
 */
