#include <adgen/adgen.h>
#include <lapacke.h>

ADGEN_VJP()
int cholesky(int layout, int uplo, int n, float *a, float *b, float *c)
{
    int info = LAPACKE_sposv(layout, (char)uplo, n, 2, a, n, b, n);

    if (info)
        return info;
    for (int i = 0; i < n; i++)
        a[i * n + i] += 1.0f;
    LAPACKE_spotrf(layout, (char)uplo, n, a, n);
    LAPACKE_spotrs(layout, (char)uplo, n, 1, a, n, c, n);
    return LAPACKE_strtrs(layout, (char)uplo, 'T', 'N', n, 1, a, n, b, n);
}

ADGEN_VJP()
int pivots(int layout, int n, float *a, float *b, float *c)
{
    lapack_int ipiv[5];
    int info = LAPACKE_sgesv(layout, n, 1, a, n, ipiv, b, n);

    LAPACKE_slaswp(layout, n, a, n, 1, n, ipiv, -1);
    info += LAPACKE_sgetrf(layout, n, n, a, n, ipiv);
    LAPACKE_sgetrs(layout, 'T', n, 1, a, n, ipiv, c, n);
    return info;
}

/*
 * check: equations with matrices of float
 * check-link: -llapacke -lopenblas
 * check-gradient: cholesky(LAPACK_ROW_MAJOR, 'U', 2, {4.0, 0.7, -0.6, 3.0}, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: cholesky(LAPACK_ROW_MAJOR, 'L', 2, {4.0, 0.7, -0.6, 3.0}, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: cholesky(LAPACK_COL_MAJOR, 'U', 2, {4.0, 0.7, -0.6, 3.0}, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: cholesky(LAPACK_COL_MAJOR, 'L', 2, {4.0, 0.7, -0.6, 3.0}, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: cholesky(LAPACK_ROW_MAJOR, 'U', 5, {6.0, 0.1, -0.2, 0.3, 0.4, 0.5, 7.0, -0.6, 0.7, 0.8, 0.9, -1.0,
 *     8.0, 1.1, -1.2, 0.3, 0.2, 0.1, 9.0, 0.6, -0.7, 0.4, 0.3, -0.8, 5.0}, random(25, -1, 1), random(25, -1, 1))
 * check-gradient: pivots(LAPACK_ROW_MAJOR, 3, {3.0, 0.4, -0.3, 0.5, 2.0, 0.7, -0.2, 0.6, 2.5}, random(9, -1, 1),
 *     random(9, -1, 1))
 * check-gradient: pivots(LAPACK_COL_MAJOR, 3, {3.0, 0.4, -0.3, 0.5, 2.0, 0.7, -0.2, 0.6, 2.5}, random(9, -1, 1),
 *     random(9, -1, 1))
 * check-gradient: pivots(LAPACK_ROW_MAJOR, 2, {0.3, 2.0, 1.5, 0.4}, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: pivots(LAPACK_COL_MAJOR, 2, {0.3, 2.0, 1.5, 0.4}, random(4, -1, 1), random(4, -1, 1))
 */
