#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>
#include <stdlib.h>

/* w that makes |a w - y|^2 + ridge |w|^2 least, by the normal equations; the squared error of what it predicts. */
ADGEN_GRAD(a, y, ridge)
double fit(int m, int n, const double *a, const double *y, double ridge)
{
    double *c = calloc((size_t)(n * n), sizeof *c), *w = malloc((size_t)n * sizeof *w), *r = malloc((size_t)m * sizeof *r);
    double error = 0.0;

    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, n, m, 1.0, a, n, 0.0, c, n);
    for (int i = 0; i < n; i++)
        c[i * n + i] += ridge;
    cblas_dgemv(CblasRowMajor, CblasTrans, m, n, 1.0, a, n, y, 1, 0.0, w, 1);
    if (LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'U', n, c, n) == 0) {
        LAPACKE_dpotrs(LAPACK_ROW_MAJOR, 'U', n, 1, c, n, w, 1);
        cblas_dcopy(m, y, 1, r, 1);
        cblas_dgemv(CblasRowMajor, CblasNoTrans, m, n, 1.0, a, n, w, 1, -1.0, r, 1);
        error = cblas_ddot(m, r, 1, r, 1);
    }
    free(c);
    free(w);
    free(r);
    return error;
}

/* The weights themselves, of several right sides at once. */
ADGEN_VJP(a, y)
int weights(int m, int n, int k, const double *a, const double *y, double *w)
{
    double c[5 * 5];

    cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, n, m, 1.0, a, m, 0.0, c, n);
    cblas_dgemm(CblasColMajor, CblasTrans, CblasNoTrans, n, k, m, 1.0, a, m, y, m, 0.0, w, n);
    return LAPACKE_dposv(LAPACK_COL_MAJOR, 'L', n, k, c, n, w, n);
}

/*
 * check: least squares by the normal equations
 * check-link: -llapacke -lopenblas
 * check-gradient: fit(5, 3, random(15, -1, 1), random(5, -1, 1), 0.5)
 * check-gradient: fit(1, 1, {2.0}, {3.0}, 1.0)
 * check-gradient: weights(5, 2, 3, random(10, -1, 1), random(15, -1, 1), random(6, -1, 1))
 * check-within: 1e-9
 */
