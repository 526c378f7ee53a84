#include <adgen/adgen.h>
#include <lapacke.h>

ADGEN_VJP()
int general(int layout, int uplo, int trans, int diag, int n, int nrhs, const double *a, int lda, double *b, int ldb)
{
    return LAPACKE_dtrtrs(layout, (char)uplo, (char)trans, (char)diag, n, nrhs, a, lda, b, ldb);
}

ADGEN_VJP()
int lower(int n, const double *a, double *b)
{
    return LAPACKE_dtrtrs(LAPACK_ROW_MAJOR, 'L', 'N', 'N', n, 1, a, n, b, 1);
}

/*
 * check: equations solved with a triangle, or found to be singular, which leaves the right sides as they are
 * check-link: -llapacke -lopenblas
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 'N', 'N', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 'N', 'U', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 'T', 'N', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 'T', 'U', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 'C', 'N', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 'C', 'U', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'L', 'N', 'N', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'L', 'N', 'U', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'L', 'T', 'N', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'L', 'T', 'U', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'L', 'C', 'N', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'L', 'C', 'U', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'U', 'N', 'N', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'U', 'N', 'U', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'U', 'T', 'N', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'U', 'T', 'U', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'U', 'C', 'N', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'U', 'C', 'U', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'L', 'N', 'N', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'L', 'N', 'U', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'L', 'T', 'N', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'L', 'T', 'U', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'L', 'C', 'N', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'L', 'C', 'U', 3, 2, random(12, 0.5, 1.5), 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 'N', 'N', 0, 1, random(25, 0.5, 1), 5, random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_COL_MAJOR, 'L', 'T', 'U', 1, 1, random(25, 0.5, 1), 5, random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_COL_MAJOR, 'U', 'N', 'N', 5, 2, random(25, 0.5, 1), 5, random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'L', 'N', 'N', 2, 0, random(25, 0.5, 1), 5, random(25, -1, 1), 5)
 * check-gradient: lower(0, zeros(0), zeros(0))
 * check-gradient: lower(1, random(1, 0.5, 1.5), random(1, -1, 1))
 * check-gradient: lower(2, random(4, 0.5, 1.5), random(2, -1, 1))
 * check-gradient: lower(5, random(25, 0.5, 1.5), random(5, -1, 1))
 * check-call: lower(2, {1.0, 2.0, 3.0, 0.0}, {4.0, 5.0})
 * check-seed: b = {2, 3}
 * check-value: b = {2, 3}
 * check-value: a = {0, 0, 0, 0}
 * check-within: 1e-10
 */
