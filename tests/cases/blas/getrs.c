#include <adgen/adgen.h>
#include <lapacke.h>

ADGEN_VJP()
int general(int layout, int trans, int n, int nrhs, const double *a, int lda, const int *ipiv, double *b, int ldb)
{
    return LAPACKE_dgetrs(layout, (char)trans, n, nrhs, a, lda, ipiv, b, ldb);
}

/* The same factors twice, also transposed. */
ADGEN_VJP()
void both(int n, double *a, double *b, double *c)
{
    lapack_int ipiv[5];

    LAPACKE_dgetrf(LAPACK_ROW_MAJOR, n, n, a, n, ipiv);
    LAPACKE_dgetrs(LAPACK_ROW_MAJOR, 'N', n, 1, a, n, ipiv, b, 1);
    LAPACKE_dgetrs(LAPACK_ROW_MAJOR, 'T', n, 1, a, n, ipiv, c, 1);
}

ADGEN_GRAD(b)
double of_data(int n, const double *a, const int *ipiv, double *b)
{
    LAPACKE_dgetrs(LAPACK_COL_MAJOR, 'N', n, 1, a, n, ipiv, b, n);
    return b[0] * b[n - 1];
}

/*
 * check: equations solved with LU factors
 * check-link: -llapacke -lopenblas
 * check-gradient: general(LAPACK_ROW_MAJOR, 'N', 3, 2, random(12, 0.5, 1.5), 4, {3, 3, 3}, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'T', 3, 2, random(12, 0.5, 1.5), 4, {3, 3, 3}, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'C', 3, 2, random(12, 0.5, 1.5), 4, {3, 3, 3}, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'N', 3, 2, random(12, 0.5, 1.5), 4, {3, 3, 3}, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'T', 3, 2, random(12, 0.5, 1.5), 4, {3, 3, 3}, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'C', 3, 2, random(12, 0.5, 1.5), 4, {3, 3, 3}, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'N', 0, 1, random(25, 0.5, 1), 5, {1}, random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_COL_MAJOR, 'T', 1, 1, random(25, 0.5, 1), 5, {1}, random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_COL_MAJOR, 'N', 5, 2, random(25, 0.5, 1), 5, {2, 2, 5, 4, 5}, random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'T', 2, 0, random(25, 0.5, 1), 5, {2, 2}, random(25, -1, 1), 5)
 * check-gradient: both(1, random(1, -1, 1), random(1, -1, 1), random(1, -1, 1))
 * check-gradient: both(2, random(4, -1, 1), random(2, -1, 1), random(2, -1, 1))
 * check-gradient: both(4, random(16, -1, 1), random(4, -1, 1), random(4, -1, 1))
 * check-gradient: of_data(2, {2.0, 0.5, 0.3, 1.0}, {2, 2}, random(2, -1, 1))
 * check-within: 1e-9
 */
