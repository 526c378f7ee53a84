#include <adgen/adgen.h>
#include <lapacke.h>

ADGEN_VJP()
int general(int layout, int n, double *a, int lda, int k1, int k2, const int *ipiv, int incx)
{
    return LAPACKE_dlaswp(layout, n, a, lda, k1, k2, ipiv, incx);
}

/* Undone: as if there had been nothing in between but squares. */
ADGEN_VJP()
void and_back(int n, double *a, const lapack_int *ipiv)
{
    LAPACKE_dlaswp(LAPACK_ROW_MAJOR, n, a, n, 1, n, ipiv, 1);
    for (int i = 0; i < n * n; i++)
        a[i] *= a[n - 1];
    LAPACKE_dlaswp(LAPACK_ROW_MAJOR, n, a, n, 1, n, ipiv, -1);
}

/*
 * check: rows are exchanged, forwards and backwards
 * check-link: -llapacke -lopenblas
 * check-gradient: general(LAPACK_ROW_MAJOR, 2, random(16, -1, 1), 4, 1, 4, {2, 4, 3, 4, 4, 1, 2, 3}, 1)
 * check-gradient: general(LAPACK_ROW_MAJOR, 2, random(16, -1, 1), 4, 1, 4, {2, 4, 3, 4, 4, 1, 2, 3}, -1)
 * check-gradient: general(LAPACK_ROW_MAJOR, 2, random(16, -1, 1), 4, 2, 3, {2, 4, 3, 4, 4, 1, 2, 3}, 1)
 * check-gradient: general(LAPACK_ROW_MAJOR, 2, random(16, -1, 1), 4, 1, 2, {2, 4, 3, 4, 4, 1, 2, 3}, 2)
 * check-gradient: general(LAPACK_ROW_MAJOR, 2, random(16, -1, 1), 4, 2, 3, {2, 4, 3, 4, 4, 1, 2, 3}, -2)
 * check-gradient: general(LAPACK_ROW_MAJOR, 2, random(16, -1, 1), 4, 2, 1, {2, 4, 3, 4, 4, 1, 2, 3}, 1)
 * check-gradient: general(LAPACK_COL_MAJOR, 2, random(16, -1, 1), 4, 1, 4, {2, 4, 3, 4, 4, 1, 2, 3}, 1)
 * check-gradient: general(LAPACK_COL_MAJOR, 2, random(16, -1, 1), 4, 1, 4, {2, 4, 3, 4, 4, 1, 2, 3}, -1)
 * check-gradient: general(LAPACK_COL_MAJOR, 2, random(16, -1, 1), 4, 2, 3, {2, 4, 3, 4, 4, 1, 2, 3}, 1)
 * check-gradient: general(LAPACK_COL_MAJOR, 2, random(16, -1, 1), 4, 1, 2, {2, 4, 3, 4, 4, 1, 2, 3}, 2)
 * check-gradient: general(LAPACK_COL_MAJOR, 2, random(16, -1, 1), 4, 2, 3, {2, 4, 3, 4, 4, 1, 2, 3}, -2)
 * check-gradient: general(LAPACK_COL_MAJOR, 2, random(16, -1, 1), 4, 2, 1, {2, 4, 3, 4, 4, 1, 2, 3}, 1)
 * check-gradient: general(LAPACK_ROW_MAJOR, 0, zeros(0), 1, 1, 1, {1}, 1)
 * check-gradient: and_back(3, random(9, -1, 1), {3, 3, 3})
 */
