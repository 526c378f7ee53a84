#include <adgen/adgen.h>
#include <lapacke.h>

ADGEN_VJP()
int general(int layout, int n, int nrhs, double *a, int lda, int *ipiv, double *b, int ldb)
{
    return LAPACKE_dgesv(layout, n, nrhs, a, lda, ipiv, b, ldb);
}

ADGEN_VJP()
void rows(int n, double *a, double *b)
{
    lapack_int ipiv[5];

    LAPACKE_dgesv(LAPACK_ROW_MAJOR, n, 1, a, n, ipiv, b, 1);
}

/* A column is solved for, and what is beside it is there before and after. */
ADGEN_VJP()
int one_column(int n, const double *a, double *b, int ldb)
{
    double lu[16];
    int ipiv[4];

    for (int i = 0; i < n * n; i++)
        lu[i] = a[i] * b[0];
    return LAPACKE_dgesv(LAPACK_ROW_MAJOR, n, 1, lu, n, ipiv, b + 1, ldb);
}

/*
 * check: equations with any matrix, which leave its LU factors
 * check-link: -llapacke -lopenblas
 * check-gradient: general(LAPACK_ROW_MAJOR, 3, 2, random(12, -1, 1), 4, zeros(3), random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 3, 2, random(12, -1, 1), 4, zeros(3), random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 0, 1, random(25, -1, 1), 5, zeros(0), random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_COL_MAJOR, 1, 1, random(25, -1, 1), 5, zeros(1), random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_ROW_MAJOR, 2, 5, random(25, -1, 1), 5, zeros(2), random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_COL_MAJOR, 5, 2, random(25, -1, 1), 5, zeros(5), random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_ROW_MAJOR, 2, 1, {0.0, 2.0, 3.0, 1.0}, 2, zeros(2), random(2, -1, 1), 1)
 * check-gradient: rows(0, zeros(0), zeros(0))
 * check-gradient: rows(1, random(1, -1, 1), random(1, -1, 1))
 * check-gradient: rows(2, random(4, -1, 1), random(2, -1, 1))
 * check-gradient: rows(5, random(25, -1, 1), random(5, -1, 1))
 * check-gradient: one_column(3, random(9, -1, 1), random(6, 0.5, 1), 2)
 * check-within: 1e-9
 */
