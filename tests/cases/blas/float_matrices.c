#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void product(int layout, int transa, int transb, float alpha, const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc)
{
    cblas_sgemm((CBLAS_LAYOUT)layout, (CBLAS_TRANSPOSE)transa, (CBLAS_TRANSPOSE)transb, 2, 3, 4, alpha, a, lda, b, ldb, beta, c, ldc);
}

ADGEN_VJP()
void symmetric(int layout, int side, int uplo, int trans, int n, float alpha, float *a, const float *b, float beta, float *c)
{
    cblas_ssyrk((CBLAS_LAYOUT)layout, (CBLAS_UPLO)uplo, (CBLAS_TRANSPOSE)trans, n, n, alpha, b, n, beta, a, n);
    cblas_ssymm((CBLAS_LAYOUT)layout, (CBLAS_SIDE)side, (CBLAS_UPLO)uplo, n, n, alpha, a, n, b, n, beta, c, n);
    cblas_ssyr2k((CBLAS_LAYOUT)layout, (CBLAS_UPLO)uplo, (CBLAS_TRANSPOSE)trans, n, n, alpha, b, n, c, n, beta, a, n);
}

ADGEN_VJP()
void triangular(int layout, int side, int uplo, int trans, int diag, float alpha, const float *a, float *b, float *c)
{
    cblas_strmm((CBLAS_LAYOUT)layout, (CBLAS_SIDE)side, (CBLAS_UPLO)uplo, (CBLAS_TRANSPOSE)trans, (CBLAS_DIAG)diag, 3, 3, alpha, a, 4, b, 3);
    cblas_strsm((CBLAS_LAYOUT)layout, (CBLAS_SIDE)side, (CBLAS_UPLO)uplo, (CBLAS_TRANSPOSE)trans, (CBLAS_DIAG)diag, 3, 3, alpha, a, 4, c, 3);
}

/*
 * check: routines on matrices of float
 * check-link: -lopenblas
 * check-gradient: product(CblasRowMajor, CblasNoTrans, CblasNoTrans, random(-1, 1), random(20, -1, 1), 5, random(20,
 *     -1, 1), 4, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: product(CblasRowMajor, CblasNoTrans, CblasTrans, random(-1, 1), random(20, -1, 1), 5, random(20,
 *     -1, 1), 4, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: product(CblasRowMajor, CblasTrans, CblasNoTrans, random(-1, 1), random(20, -1, 1), 5, random(20,
 *     -1, 1), 4, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: product(CblasRowMajor, CblasTrans, CblasTrans, random(-1, 1), random(20, -1, 1), 5, random(20, -1,
 *     1), 4, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: product(CblasColMajor, CblasNoTrans, CblasNoTrans, random(-1, 1), random(20, -1, 1), 5, random(20,
 *     -1, 1), 4, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: product(CblasColMajor, CblasNoTrans, CblasTrans, random(-1, 1), random(20, -1, 1), 5, random(20,
 *     -1, 1), 4, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: product(CblasColMajor, CblasTrans, CblasNoTrans, random(-1, 1), random(20, -1, 1), 5, random(20,
 *     -1, 1), 4, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: product(CblasColMajor, CblasTrans, CblasTrans, random(-1, 1), random(20, -1, 1), 5, random(20, -1,
 *     1), 4, random(-1, 1), random(9, -1, 1), 3)
 * check-gradient: symmetric(CblasRowMajor, CblasLeft, CblasUpper, CblasNoTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasRowMajor, CblasLeft, CblasUpper, CblasTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasRowMajor, CblasLeft, CblasLower, CblasTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasRowMajor, CblasRight, CblasUpper, CblasNoTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasRowMajor, CblasRight, CblasUpper, CblasTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasRowMajor, CblasRight, CblasLower, CblasNoTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasRowMajor, CblasRight, CblasLower, CblasTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasColMajor, CblasLeft, CblasUpper, CblasNoTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasColMajor, CblasLeft, CblasUpper, CblasTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasColMajor, CblasLeft, CblasLower, CblasTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasColMajor, CblasRight, CblasUpper, CblasNoTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasColMajor, CblasRight, CblasUpper, CblasTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasColMajor, CblasRight, CblasLower, CblasNoTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: symmetric(CblasColMajor, CblasRight, CblasLower, CblasTrans, 2, random(-1, 1), random(4, -1, 1),
 *     random(4, -1, 1), random(-1, 1), random(4, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasUnit, random(-1, 1), random(12,
 *     0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasLeft, CblasUpper, CblasTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasLeft, CblasUpper, CblasTrans, CblasUnit, random(-1, 1), random(12,
 *     0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasUnit, random(-1, 1), random(12,
 *     0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasLeft, CblasLower, CblasTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasLeft, CblasLower, CblasTrans, CblasUnit, random(-1, 1), random(12,
 *     0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasRight, CblasUpper, CblasNoTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasRight, CblasUpper, CblasNoTrans, CblasUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasRight, CblasUpper, CblasTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasRight, CblasUpper, CblasTrans, CblasUnit, random(-1, 1), random(12,
 *     0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasRight, CblasLower, CblasNoTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasRight, CblasLower, CblasNoTrans, CblasUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasUnit, random(-1, 1), random(12,
 *     0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasUnit, random(-1, 1), random(12,
 *     0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasLeft, CblasUpper, CblasTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasLeft, CblasUpper, CblasTrans, CblasUnit, random(-1, 1), random(12,
 *     0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasUnit, random(-1, 1), random(12,
 *     0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasLeft, CblasLower, CblasTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasLeft, CblasLower, CblasTrans, CblasUnit, random(-1, 1), random(12,
 *     0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasRight, CblasUpper, CblasNoTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasRight, CblasUpper, CblasNoTrans, CblasUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasRight, CblasUpper, CblasTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasRight, CblasUpper, CblasTrans, CblasUnit, random(-1, 1), random(12,
 *     0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasRight, CblasLower, CblasNoTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasRight, CblasLower, CblasNoTrans, CblasUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, random(-1, 1),
 *     random(12, 0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangular(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasUnit, random(-1, 1), random(12,
 *     0.5, 1.5), random(9, -1, 1), random(9, -1, 1))
 */
