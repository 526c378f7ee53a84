#include <adgen/adgen.h>
#include <lapacke.h>

ADGEN_VJP()
int general(int layout, int uplo, int n, int nrhs, const double *a, int lda, double *b, int ldb)
{
    return LAPACKE_dpotrs(layout, (char)uplo, n, nrhs, a, lda, b, ldb);
}

/* The matrix is factored before, the factors are its caller's afterwards. */
ADGEN_VJP()
int factor_and_solve(int layout, int uplo, int n, int nrhs, double *a, int lda, double *b, int ldb)
{
    int info = LAPACKE_dpotrf(layout, (char)uplo, n, a, lda);

    return info ? info : LAPACKE_dpotrs(layout, (char)uplo, n, nrhs, a, lda, b, ldb);
}

ADGEN_VJP()
void lower(int n, const double *l, double *b)
{
    LAPACKE_dpotrs(LAPACK_ROW_MAJOR, 'L', n, 1, l, n, b, 1);
}

ADGEN_GRAD(b)
double of_data(int n, const double *l, double *b)
{
    double sum = 0.0;

    LAPACKE_dpotrs(LAPACK_COL_MAJOR, 'U', n, 2, l, n, b, n);
    for (int i = 0; i < 2 * n; i++)
        sum += b[i] * b[i];
    return sum;
}

/*
 * check: equations solved with Cholesky factors
 * check-link: -llapacke -lopenblas
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 3, 2, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8, 4.0,
 *     7.0}, 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'L', 3, 2, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8, 4.0,
 *     7.0}, 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'U', 3, 2, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8, 4.0,
 *     7.0}, 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'L', 3, 2, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8, 4.0,
 *     7.0}, 4, random(9, -1, 1), 3)
 * check-gradient: factor_and_solve(LAPACK_ROW_MAJOR, 'U', 3, 2, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8,
 *     4.0, 7.0}, 4, random(9, -1, 1), 3)
 * check-gradient: factor_and_solve(LAPACK_ROW_MAJOR, 'L', 3, 2, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8,
 *     4.0, 7.0}, 4, random(9, -1, 1), 3)
 * check-gradient: factor_and_solve(LAPACK_COL_MAJOR, 'U', 3, 2, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8,
 *     4.0, 7.0}, 4, random(9, -1, 1), 3)
 * check-gradient: factor_and_solve(LAPACK_COL_MAJOR, 'L', 3, 2, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8,
 *     4.0, 7.0}, 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 0, 1, zeros(0), 1, random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_COL_MAJOR, 'L', 1, 1, {4.0}, 1, random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'L', 2, 0, {4.0, 0.7, -0.6, 3.0}, 2, random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_COL_MAJOR, 'U', 5, 2, {6.0, 0.1, -0.2, 0.3, 0.4, 0.5, 7.0, -0.6, 0.7, 0.8, 0.9,
 *     -1.0, 8.0, 1.1, -1.2, 0.3, 0.2, 0.1, 9.0, 0.6, -0.7, 0.4, 0.3, -0.8, 5.0}, 5, random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 5, 5, {6.0, 0.1, -0.2, 0.3, 0.4, 0.5, 7.0, -0.6, 0.7, 0.8, 0.9,
 *     -1.0, 8.0, 1.1, -1.2, 0.3, 0.2, 0.1, 9.0, 0.6, -0.7, 0.4, 0.3, -0.8, 5.0}, 5, random(25, -1, 1), 5)
 * check-gradient: lower(0, zeros(0), zeros(0))
 * check-gradient: lower(1, {4.0}, random(1, -1, 1))
 * check-gradient: lower(2, {4.0, 0.7, -0.6, 3.0}, random(2, -1, 1))
 * check-gradient: lower(5, {6.0, 0.1, -0.2, 0.3, 0.4, 0.5, 7.0, -0.6, 0.7, 0.8, 0.9, -1.0, 8.0, 1.1, -1.2, 0.3, 0.2,
 *     0.1, 9.0, 0.6, -0.7, 0.4, 0.3, -0.8, 5.0}, random(5, -1, 1))
 * check-gradient: of_data(2, {4.0, 0.7, -0.6, 3.0}, random(4, -1, 1))
 * check-within: 1e-10
 */
