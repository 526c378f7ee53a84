#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void general(int layout, int transa, int transb, int m, int n, int k, double alpha, const double *a, int lda, const double *b, int ldb,
    double beta, double *c, int ldc)
{
    cblas_dgemm((CBLAS_LAYOUT)layout, (CBLAS_TRANSPOSE)transa, (CBLAS_TRANSPOSE)transb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

ADGEN_VJP()
void product(int m, int n, int k, const double *a, const double *b, double *c)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1.0, a, k, b, n, 0.0, c, n);
}

ADGEN_VJP()
void added(int m, int n, int k, const double *a, const double *b, double *c)
{
    cblas_dgemm(CblasColMajor, CblasTrans, CblasNoTrans, m, n, k, -1.0, a, k, b, k, 1.0, c, m);
}

/* One matrix twice. */
ADGEN_VJP()
void gram(int n, int k, const double *a, double *c)
{
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, n, n, k, 0.5, a, n, a, n, 0.25, c, n);
}

/* A block of a matrix is the product of two others of it. */
ADGEN_VJP()
void blocks(double *a, int lda)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, 2, 2, 2, -1.0, a + 2 * lda, lda, a + 2, lda, 1.0, a + 2 * lda + 2, lda);
}

/*
 * check: matrix products, in all their forms
 * check-link: -lopenblas
 * check-gradient: general(CblasRowMajor, CblasNoTrans, CblasNoTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 5,
 *     random(20, -1, 1), 5, random(-1, 1), random(15, -1, 1), 5)
 * check-gradient: general(CblasRowMajor, CblasNoTrans, CblasTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 4,
 *     random(20, -1, 1), 5, random(-1, 1), random(15, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasNoTrans, CblasConjTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 5,
 *     random(20, -1, 1), 4, random(-1, 1), random(15, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasTrans, CblasNoTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 4,
 *     random(20, -1, 1), 4, random(-1, 1), random(15, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasTrans, CblasTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 5,
 *     random(20, -1, 1), 5, random(-1, 1), random(15, -1, 1), 5)
 * check-gradient: general(CblasRowMajor, CblasTrans, CblasConjTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 4,
 *     random(20, -1, 1), 5, random(-1, 1), random(15, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasConjTrans, CblasNoTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 5,
 *     random(20, -1, 1), 4, random(-1, 1), random(15, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasConjTrans, CblasTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 4,
 *     random(20, -1, 1), 4, random(-1, 1), random(15, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasConjTrans, CblasConjTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1),
 *     5, random(20, -1, 1), 5, random(-1, 1), random(15, -1, 1), 5)
 * check-gradient: general(CblasColMajor, CblasNoTrans, CblasNoTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 4,
 *     random(20, -1, 1), 5, random(-1, 1), random(15, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasNoTrans, CblasTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 5,
 *     random(20, -1, 1), 4, random(-1, 1), random(15, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasNoTrans, CblasConjTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 4,
 *     random(20, -1, 1), 4, random(-1, 1), random(15, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasTrans, CblasNoTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 5,
 *     random(20, -1, 1), 5, random(-1, 1), random(15, -1, 1), 5)
 * check-gradient: general(CblasColMajor, CblasTrans, CblasTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 4,
 *     random(20, -1, 1), 5, random(-1, 1), random(15, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasTrans, CblasConjTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 5,
 *     random(20, -1, 1), 4, random(-1, 1), random(15, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasConjTrans, CblasNoTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 4,
 *     random(20, -1, 1), 4, random(-1, 1), random(15, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasConjTrans, CblasTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1), 5,
 *     random(20, -1, 1), 5, random(-1, 1), random(15, -1, 1), 5)
 * check-gradient: general(CblasColMajor, CblasConjTrans, CblasConjTrans, 2, 3, 4, random(-1, 1), random(20, -1, 1),
 *     4, random(20, -1, 1), 5, random(-1, 1), random(15, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasNoTrans, CblasNoTrans, 0, 0, 0, random(-1, 1), random(9, -1, 1), 3,
 *     random(9, -1, 1), 3, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasTrans, CblasNoTrans, 0, 2, 2, random(-1, 1), random(9, -1, 1), 3,
 *     random(9, -1, 1), 3, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasNoTrans, CblasTrans, 2, 0, 2, random(-1, 1), random(9, -1, 1), 3,
 *     random(9, -1, 1), 3, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasNoTrans, CblasNoTrans, 2, 2, 0, random(-1, 1), random(9, -1, 1), 3,
 *     random(9, -1, 1), 3, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasTrans, CblasTrans, 3, 2, 0, random(-1, 1), random(9, -1, 1), 3,
 *     random(9, -1, 1), 3, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasTrans, CblasTrans, 1, 1, 1, random(-1, 1), random(9, -1, 1), 3,
 *     random(9, -1, 1), 3, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasNoTrans, CblasNoTrans, 1, 3, 2, random(-1, 1), random(9, -1, 1), 3,
 *     random(9, -1, 1), 3, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasNoTrans, CblasTrans, 3, 1, 1, random(-1, 1), random(9, -1, 1), 3,
 *     random(9, -1, 1), 3, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: product(0, 0, 0, zeros(0), zeros(0), zeros(0))
 * check-gradient: product(1, 1, 1, random(1, -1, 1), random(1, -1, 1), random(1, -1, 1))
 * check-gradient: product(2, 2, 2, random(4, -1, 1), random(4, -1, 1), random(4, -1, 1))
 * check-gradient: product(2, 3, 5, random(10, -1, 1), random(15, -1, 1), random(6, -1, 1))
 * check-gradient: product(5, 5, 5, random(25, -1, 1), random(25, -1, 1), random(25, -1, 1))
 * check-gradient: product(2, 2, 0, zeros(0), zeros(0), random(4, -1, 1))
 * check-gradient: added(0, 0, 0, zeros(0), zeros(0), zeros(0))
 * check-gradient: added(1, 1, 1, random(1, -1, 1), random(1, -1, 1), random(1, -1, 1))
 * check-gradient: added(2, 2, 2, random(4, -1, 1), random(4, -1, 1), random(4, -1, 1))
 * check-gradient: added(2, 3, 5, random(10, -1, 1), random(15, -1, 1), random(6, -1, 1))
 * check-gradient: added(5, 5, 5, random(25, -1, 1), random(25, -1, 1), random(25, -1, 1))
 * check-gradient: added(2, 2, 0, zeros(0), zeros(0), random(4, -1, 1))
 * check-gradient: gram(0, 0, zeros(0), zeros(0))
 * check-gradient: gram(1, 1, random(1, -1, 1), random(1, -1, 1))
 * check-gradient: gram(3, 2, random(6, -1, 1), random(9, -1, 1))
 * check-gradient: blocks(random(20, -1, 1), 5)
 */
