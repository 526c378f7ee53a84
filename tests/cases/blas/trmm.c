#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void general(int layout, int side, int uplo, int trans, int diag, int m, int n, double alpha, const double *a, int lda, double *b, int ldb)
{
    cblas_dtrmm((CBLAS_LAYOUT)layout, (CBLAS_SIDE)side, (CBLAS_UPLO)uplo, (CBLAS_TRANSPOSE)trans, (CBLAS_DIAG)diag, m, n, alpha, a, lda, b, ldb);
}

ADGEN_VJP()
void left_lower(int m, int n, const double *a, double *b)
{
    cblas_dtrmm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, m, n, 1.0, a, m, b, n);
}

ADGEN_VJP()
void right_unit_upper(int m, int n, const double *a, double *b)
{
    cblas_dtrmm(CblasColMajor, CblasRight, CblasUpper, CblasTrans, CblasUnit, m, n, -2.0, a, n, b, m);
}

/* A triangle and what is beside it, in one matrix. */
ADGEN_VJP()
void blocks(double *a, int lda)
{
    cblas_dtrmm(CblasRowMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit, 2, 2, 0.5, a, lda, a + 2, lda);
    cblas_dtrmm(CblasRowMajor, CblasRight, CblasUpper, CblasTrans, CblasNonUnit, 2, 2, 1.0, a, lda, a + 2 * lda, lda);
}

ADGEN_GRAD(b)
double of_data(int n, const double *a, double *b, double alpha)
{
    cblas_dtrmm(CblasRowMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit, n, n, alpha, a, n, b, n);
    return cblas_ddot(n * n, b, 1, b, 1);
}

/*
 * check: a matrix times a triangle, in place, from both sides, in all forms
 * check-link: -lopenblas
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasUpper, CblasTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasUpper, CblasTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasUpper, CblasConjTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasUpper, CblasConjTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasLower, CblasTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasLower, CblasTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasLower, CblasConjTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasLower, CblasConjTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasUpper, CblasTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasUpper, CblasTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasUpper, CblasConjTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasUpper, CblasConjTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasLower, CblasTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasLower, CblasTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasLower, CblasConjTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasLower, CblasConjTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasUpper, CblasNoTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasUpper, CblasNoTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasUpper, CblasTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasUpper, CblasTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasUpper, CblasConjTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasUpper, CblasConjTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasLower, CblasNoTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasLower, CblasNoTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasLower, CblasConjTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasLower, CblasConjTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasRight, CblasUpper, CblasNoTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasRight, CblasUpper, CblasNoTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasRight, CblasUpper, CblasTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasRight, CblasUpper, CblasTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasRight, CblasUpper, CblasConjTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasRight, CblasUpper, CblasConjTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasRight, CblasLower, CblasNoTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasRight, CblasLower, CblasNoTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasRight, CblasLower, CblasConjTrans, CblasNonUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 3, random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasRight, CblasLower, CblasConjTrans, CblasUnit, 2, 3, random(-1, 1),
 *     random(12, 0.5, 1.5), 4, random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit, 0, 0, random(-1, 1),
 *     random(25, 0.5, 1), 5, random(25, -1, 1), 5)
 * check-gradient: general(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasUnit, 1, 1, random(-1, 1),
 *     random(25, 0.5, 1), 5, random(25, -1, 1), 5)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasUpper, CblasTrans, CblasNonUnit, 2, 0, random(-1, 1),
 *     random(25, 0.5, 1), 5, random(25, -1, 1), 5)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, 0, 2, random(-1, 1),
 *     random(25, 0.5, 1), 5, random(25, -1, 1), 5)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, 5, 2, random(-1, 1),
 *     random(25, 0.5, 1), 5, random(25, -1, 1), 5)
 * check-gradient: left_lower(0, 0, zeros(0), zeros(0))
 * check-gradient: left_lower(1, 1, random(1, 0.5, 1.5), random(1, -1, 1))
 * check-gradient: left_lower(2, 3, random(4, 0.5, 1.5), random(6, -1, 1))
 * check-gradient: left_lower(5, 2, random(25, 0.5, 1.5), random(10, -1, 1))
 * check-gradient: right_unit_upper(0, 0, zeros(0), zeros(0))
 * check-gradient: right_unit_upper(1, 1, random(1, 0.5, 1.5), random(1, -1, 1))
 * check-gradient: right_unit_upper(2, 3, random(9, 0.5, 1.5), random(6, -1, 1))
 * check-gradient: right_unit_upper(5, 2, random(4, 0.5, 1.5), random(10, -1, 1))
 * check-gradient: blocks(random(20, 0.5, 1.5), 5)
 * check-gradient: of_data(3, random(9, 0.5, 1.5), random(9, -1, 1), 0.5)
 * check-within: 1e-10
 */
