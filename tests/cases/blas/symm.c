#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void general(int layout, int side, int uplo, int m, int n, double alpha, const double *a, int lda, const double *b, int ldb, double beta,
    double *c, int ldc)
{
    cblas_dsymm((CBLAS_LAYOUT)layout, (CBLAS_SIDE)side, (CBLAS_UPLO)uplo, m, n, alpha, a, lda, b, ldb, beta, c, ldc);
}

ADGEN_VJP()
void left(int m, int n, const double *a, const double *b, double *c)
{
    cblas_dsymm(CblasRowMajor, CblasLeft, CblasUpper, m, n, 1.0, a, m, b, n, 0.0, c, n);
}

ADGEN_VJP()
void right(int m, int n, const double *a, const double *b, double *c)
{
    cblas_dsymm(CblasColMajor, CblasRight, CblasLower, m, n, -0.5, a, n, b, m, 1.0, c, m);
}

/* One matrix, as symmetric and as it stands. */
ADGEN_VJP()
void with_itself(int n, const double *a, double *c)
{
    cblas_dsymm(CblasRowMajor, CblasRight, CblasUpper, n, n, 1.0, a, n, a, n, 0.5, c, n);
}

/*
 * check: a symmetric matrix times another, from both sides
 * check-link: -lopenblas
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasUpper, 2, 3, random(-1, 1), random(12, -1, 1), 4, random(12,
 *     -1, 1), 4, random(-1, 1), random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasLower, 2, 3, random(-1, 1), random(12, -1, 1), 4, random(12,
 *     -1, 1), 3, random(-1, 1), random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasUpper, 2, 3, random(-1, 1), random(12, -1, 1), 4,
 *     random(12, -1, 1), 4, random(-1, 1), random(12, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasLower, 2, 3, random(-1, 1), random(12, -1, 1), 4,
 *     random(12, -1, 1), 4, random(-1, 1), random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasUpper, 2, 3, random(-1, 1), random(12, -1, 1), 4, random(12,
 *     -1, 1), 3, random(-1, 1), random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasLower, 2, 3, random(-1, 1), random(12, -1, 1), 4, random(12,
 *     -1, 1), 4, random(-1, 1), random(12, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasRight, CblasUpper, 2, 3, random(-1, 1), random(12, -1, 1), 4,
 *     random(12, -1, 1), 4, random(-1, 1), random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasRight, CblasLower, 2, 3, random(-1, 1), random(12, -1, 1), 4,
 *     random(12, -1, 1), 3, random(-1, 1), random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasLeft, CblasUpper, 0, 0, random(-1, 1), random(4, -1, 1), 2, random(4,
 *     -1, 1), 2, random(-1, 1), random(4, -1, 1), 2)
 * check-gradient: general(CblasColMajor, CblasRight, CblasLower, 1, 1, random(-1, 1), random(4, -1, 1), 2, random(4,
 *     -1, 1), 2, random(-1, 1), random(4, -1, 1), 2)
 * check-gradient: general(CblasRowMajor, CblasRight, CblasUpper, 2, 0, random(-1, 1), random(4, -1, 1), 2, random(4,
 *     -1, 1), 2, random(-1, 1), random(4, -1, 1), 2)
 * check-gradient: general(CblasColMajor, CblasLeft, CblasLower, 0, 2, random(-1, 1), random(4, -1, 1), 2, random(4,
 *     -1, 1), 2, random(-1, 1), random(4, -1, 1), 2)
 * check-gradient: left(0, 0, zeros(0), zeros(0), zeros(0))
 * check-gradient: left(1, 1, random(1, -1, 1), random(1, -1, 1), random(1, -1, 1))
 * check-gradient: left(2, 3, random(4, -1, 1), random(6, -1, 1), random(6, -1, 1))
 * check-gradient: left(5, 2, random(25, -1, 1), random(10, -1, 1), random(10, -1, 1))
 * check-gradient: right(0, 0, zeros(0), zeros(0), zeros(0))
 * check-gradient: right(1, 1, random(1, -1, 1), random(1, -1, 1), random(1, -1, 1))
 * check-gradient: right(2, 3, random(9, -1, 1), random(6, -1, 1), random(6, -1, 1))
 * check-gradient: right(5, 2, random(4, -1, 1), random(10, -1, 1), random(10, -1, 1))
 * check-gradient: with_itself(3, random(9, -1, 1), random(9, -1, 1))
 */
