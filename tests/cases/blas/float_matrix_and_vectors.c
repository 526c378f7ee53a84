#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void full(int layout, int trans, int m, int n, float alpha, float *a, int lda, const float *x, int incx, float beta, float *y, int incy)
{
    cblas_sgemv((CBLAS_LAYOUT)layout, (CBLAS_TRANSPOSE)trans, m, n, alpha, a, lda, x, incx, beta, y, incy);
    cblas_sger((CBLAS_LAYOUT)layout, m, n, alpha, x, incx, y, incy, a, lda);
}

ADGEN_VJP()
void symmetric(int layout, int uplo, int n, float alpha, float *a, int lda, const float *x, int incx, float beta, float *y, int incy)
{
    cblas_ssymv((CBLAS_LAYOUT)layout, (CBLAS_UPLO)uplo, n, alpha, a, lda, x, incx, beta, y, incy);
    cblas_ssyr((CBLAS_LAYOUT)layout, (CBLAS_UPLO)uplo, n, beta, y, incy, a, lda);
    cblas_ssyr2((CBLAS_LAYOUT)layout, (CBLAS_UPLO)uplo, n, alpha, x, incx, y, incy, a, lda);
}

ADGEN_VJP()
void triangular(int layout, int uplo, int trans, int diag, int n, const float *a, int lda, float *x, float *y, int incx)
{
    cblas_strmv((CBLAS_LAYOUT)layout, (CBLAS_UPLO)uplo, (CBLAS_TRANSPOSE)trans, (CBLAS_DIAG)diag, n, a, lda, x, incx);
    cblas_strsv((CBLAS_LAYOUT)layout, (CBLAS_UPLO)uplo, (CBLAS_TRANSPOSE)trans, (CBLAS_DIAG)diag, n, a, lda, y, incx);
}

/*
 * check: routines on a matrix and vectors of float
 * check-link: -lopenblas
 * check-gradient: full(CblasRowMajor, CblasNoTrans, 3, 3, random(-1, 1), random(12, -1, 1), 4, random(6, -1, 1), 1,
 *     random(-1, 1), random(6, -1, 1), 1)
 * check-gradient: full(CblasRowMajor, CblasTrans, 3, 3, random(-1, 1), random(12, -1, 1), 4, random(6, -1, 1), 2,
 *     random(-1, 1), random(6, -1, 1), 1)
 * check-gradient: full(CblasColMajor, CblasNoTrans, 3, 3, random(-1, 1), random(12, -1, 1), 4, random(6, -1, 1), -1,
 *     random(-1, 1), random(6, -1, 1), 2)
 * check-gradient: full(CblasColMajor, CblasTrans, 3, 3, random(-1, 1), random(12, -1, 1), 4, random(6, -1, 1), 1,
 *     random(-1, 1), random(6, -1, 1), -1)
 * check-gradient: symmetric(CblasRowMajor, CblasUpper, 3, random(-1, 1), random(12, -1, 1), 4, random(6, -1, 1), 1,
 *     random(-1, 1), random(6, -1, 1), 1)
 * check-gradient: symmetric(CblasRowMajor, CblasLower, 3, random(-1, 1), random(12, -1, 1), 4, random(6, -1, 1), 2,
 *     random(-1, 1), random(6, -1, 1), 1)
 * check-gradient: symmetric(CblasColMajor, CblasUpper, 3, random(-1, 1), random(12, -1, 1), 4, random(6, -1, 1), -1,
 *     random(-1, 1), random(6, -1, 1), 2)
 * check-gradient: symmetric(CblasColMajor, CblasLower, 3, random(-1, 1), random(12, -1, 1), 4, random(6, -1, 1), 1,
 *     random(-1, 1), random(6, -1, 1), -1)
 * check-gradient: triangular(CblasRowMajor, CblasUpper, CblasNoTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), random(6, -1, 1), 1)
 * check-gradient: triangular(CblasRowMajor, CblasUpper, CblasNoTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), random(6, -1, 1), -1)
 * check-gradient: triangular(CblasRowMajor, CblasUpper, CblasTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), random(6, -1, 1), 2)
 * check-gradient: triangular(CblasRowMajor, CblasUpper, CblasTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), random(6, -1, 1), 1)
 * check-gradient: triangular(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), random(6, -1, 1), -1)
 * check-gradient: triangular(CblasRowMajor, CblasLower, CblasNoTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), random(6, -1, 1), 2)
 * check-gradient: triangular(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), random(6, -1, 1), 1)
 * check-gradient: triangular(CblasRowMajor, CblasLower, CblasTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), random(6, -1, 1), -1)
 * check-gradient: triangular(CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), random(6, -1, 1), 2)
 * check-gradient: triangular(CblasColMajor, CblasUpper, CblasNoTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), random(6, -1, 1), 1)
 * check-gradient: triangular(CblasColMajor, CblasUpper, CblasTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), random(6, -1, 1), -1)
 * check-gradient: triangular(CblasColMajor, CblasUpper, CblasTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), random(6, -1, 1), 2)
 * check-gradient: triangular(CblasColMajor, CblasLower, CblasNoTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), random(6, -1, 1), 1)
 * check-gradient: triangular(CblasColMajor, CblasLower, CblasNoTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), random(6, -1, 1), -1)
 * check-gradient: triangular(CblasColMajor, CblasLower, CblasTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), random(6, -1, 1), 2)
 * check-gradient: triangular(CblasColMajor, CblasLower, CblasTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), random(6, -1, 1), 1)
 * check-gradient: full(CblasRowMajor, CblasNoTrans, 0, 0, 1.0, zeros(0), 1, zeros(0), 1, 1.0, zeros(0), 1)
 */
