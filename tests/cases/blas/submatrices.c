#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>

/* The inner part of a matrix; what is around it is left alone. */
ADGEN_VJP()
void inner(int n, double *a, int lda, const double *x, double *y)
{
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1.0, a + 2 * lda + 1, lda, x, 1, 1.0, y, 1);
    cblas_dger(CblasRowMajor, n, n, -1.0, y, 1, x, 1, a + 2 * lda + 1, lda);
    cblas_dscal(n, 2.0, a + 2 * lda + 1, lda + 1);
    cblas_dtrmv(CblasColMajor, CblasUpper, CblasTrans, CblasNonUnit, n, &a[2 * lda + 1], lda, y, 1);
}

/* Rows, columns and diagonals of arrays of arrays. */
ADGEN_VJP()
double rows_and_columns(double a[4][5], double b[5][4])
{
    double trace;

    cblas_daxpy(4, 0.5, &a[0][1], 5, b[2], 1);
    cblas_dswap(3, a[3], 1, &b[1][3], 4);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, 2, 2, 5, 1.0, a[0], 5, &b[0][1], 4, 1.0, &a[2][3], 5);
    trace = cblas_ddot(4, &a[0][0], 6, &b[0][0], 5);
    cblas_dcopy(4, b[4], 1, *a, 6);
    return trace;
}

/* A system in the corner of another. */
ADGEN_VJP()
int corner(double *a, double *b)
{
    int ipiv[2];

    if (LAPACKE_dgesv(LAPACK_ROW_MAJOR, 2, 2, a + 4 + 1, 4, ipiv, b + 1, 3) != 0)
        return 1;
    return LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'L', 1, a, 4);
}

/* A list of rows, each of its own. */
ADGEN_GRAD(rows, x)
double listed(int m, int n, const double *const *rows, const double *x)
{
    double y[4];

    for (int i = 0; i < m; i++)
        y[i] = cblas_ddot(n, rows[i], 1, x, 1);
    return cblas_dnrm2(m, y, 1);
}

/*
 * check: parts of matrices: blocks, rows, columns, diagonals
 * check-link: -llapacke -lopenblas
 * check-gradient: inner(2, random(20, -1, 1), 5, random(2, -1, 1), random(2, -1, 1))
 * check-gradient: rows_and_columns(random(20, -1, 1), random(20, -1, 1))
 * check-gradient: corner({4.0, 9.0, 9.0, 9.0, 9.0, 0.5, 2.0, 9.0, 9.0, 1.5, -0.3}, random(6, -1, 1))
 * check-gradient: listed(2, 3, {{1.0, 2.0, 3.0}, {-1.0, 0.5, 2.0}}, random(3, -1, 1))
 */
