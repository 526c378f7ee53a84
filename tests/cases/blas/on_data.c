#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>
#include <string.h>

/* Least squares of the data, also by a routine without a derivative; only the last number is active. */
ADGEN_GRAD(c)
double scaled_fit(int m, int n, const double *a, const double *y, double c)
{
    double q[20], w[20], norm = cblas_dnrm2(m, y, 1);
    int info;

    memcpy(q, a, (size_t)(m * n) * sizeof *a);
    cblas_dcopy(m, y, 1, w, 1);
    cblas_dscal(m, 1.0 / norm, w, 1);
    info = LAPACKE_dgels(LAPACK_ROW_MAJOR, 'N', m, n, 1, q, n, w, 1);
    if (info != 0)
        return c;
    return c * c * w[0] * norm + c * cblas_ddot(n, w, 1, w, 1);
}

/*
 * check: calls on data without derivatives stand as they are, whatever the routine
 * check-link: -llapacke -lopenblas
 * check-call: scaled_fit(3, 2, {1.0, 0.0, 0.0, 1.0, 0.0, 0.0}, {3.0, 4.0, 0.0}, 0.5)
 * check-value: c = 2 * 0.5 * 3.0 + 1.0 ~ 1e-11
 * check-has: LAPACKE_dgels(
 */
