#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void general(int layout, int trans, int m, int n, double alpha, const double *a, int lda, const double *x, int incx, double beta,
    double *y, int incy)
{
    cblas_dgemv((CBLAS_LAYOUT)layout, (CBLAS_TRANSPOSE)trans, m, n, alpha, a, lda, x, incx, beta, y, incy);
}

ADGEN_VJP()
void rows(int m, int n, const double *a, const double *x, double *y)
{
    cblas_dgemv(CblasRowMajor, CblasNoTrans, m, n, 1.0, a, n, x, 1, 0.0, y, 1);
}

ADGEN_VJP()
void columns_transposed(int m, int n, const double *a, const double *x, double *y)
{
    cblas_dgemv(CblasColMajor, CblasTrans, m, n, -2.0, a, m, x, 1, 1.0, y, 1);
}

/* The inner part of a matrix, and a column of it. */
ADGEN_VJP()
void part(int n, double alpha, const double *a, int lda, double *y)
{
    cblas_dgemv(CblasRowMajor, CblasTrans, n, n - 1, alpha, a + lda + 1, lda, a + 1, lda, 0.5, y, -1);
}

/*
 * check: a matrix times a vector, in all its forms
 * check-link: -lopenblas
 * check-gradient: general(CblasRowMajor, CblasNoTrans, 2, 3, random(-1, 1), random(15, -1, 1), 5, random(6, -1, 1),
 *     1, random(-1, 1), random(6, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasTrans, 2, 3, random(-1, 1), random(15, -1, 1), 5, random(6, -1, 1), 2,
 *     random(-1, 1), random(6, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasConjTrans, 2, 3, random(-1, 1), random(15, -1, 1), 5, random(6, -1, 1),
 *     -1, random(-1, 1), random(6, -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasNoTrans, 2, 3, random(-1, 1), random(15, -1, 1), 5, random(6, -1, 1),
 *     1, random(-1, 1), random(6, -1, 1), -1)
 * check-gradient: general(CblasColMajor, CblasTrans, 2, 3, random(-1, 1), random(15, -1, 1), 5, random(6, -1, 1), 1,
 *     random(-1, 1), random(6, -1, 1), 2)
 * check-gradient: general(CblasColMajor, CblasConjTrans, 2, 3, random(-1, 1), random(15, -1, 1), 5, random(6, -1, 1),
 *     -2, random(-1, 1), random(6, -1, 1), -1)
 * check-gradient: general(CblasRowMajor, CblasNoTrans, 5, 5, random(-1, 1), random(25, -1, 1), 5, random(5, -1, 1),
 *     -1, random(-1, 1), random(5, -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasTrans, 5, 5, random(-1, 1), random(25, -1, 1), 5, random(5, -1, 1), -1,
 *     random(-1, 1), random(5, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasNoTrans, 0, 0, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasNoTrans, 1, 1, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasNoTrans, 3, 0, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasNoTrans, 0, 3, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasTrans, 0, 0, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasTrans, 1, 1, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasTrans, 3, 0, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasTrans, 0, 3, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasNoTrans, 0, 0, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasNoTrans, 1, 1, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasNoTrans, 3, 0, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasNoTrans, 0, 3, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasTrans, 0, 0, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasTrans, 1, 1, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasTrans, 3, 0, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasTrans, 0, 3, random(-1, 1), random(3, -1, 1), 3, random(3, -1, 1), 1,
 *     random(-1, 1), random(3, -1, 1), 1)
 * check-gradient: rows(0, 0, zeros(0), zeros(0), zeros(0))
 * check-gradient: rows(1, 1, random(1, -1, 1), random(1, -1, 1), random(1, -1, 1))
 * check-gradient: rows(2, 3, random(6, -1, 1), random(3, -1, 1), random(2, -1, 1))
 * check-gradient: rows(5, 2, random(10, -1, 1), random(2, -1, 1), random(5, -1, 1))
 * check-gradient: rows(3, 0, zeros(0), zeros(0), random(3, -1, 1))
 * check-gradient: columns_transposed(0, 0, zeros(0), zeros(0), zeros(0))
 * check-gradient: columns_transposed(1, 1, random(1, -1, 1), random(1, -1, 1), random(1, -1, 1))
 * check-gradient: columns_transposed(2, 3, random(6, -1, 1), random(2, -1, 1), random(3, -1, 1))
 * check-gradient: columns_transposed(5, 2, random(10, -1, 1), random(5, -1, 1), random(2, -1, 1))
 * check-gradient: columns_transposed(0, 3, zeros(0), zeros(0), random(3, -1, 1))
 * check-gradient: part(3, random(-1, 1), random(15, -1, 1), 4, random(2, -1, 1))
 */
