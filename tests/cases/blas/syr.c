#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void general(int layout, int uplo, int n, double alpha, const double *x, int incx, double *a, int lda)
{
    cblas_dsyr((CBLAS_LAYOUT)layout, (CBLAS_UPLO)uplo, n, alpha, x, incx, a, lda);
}

ADGEN_VJP()
void general2(int layout, int uplo, int n, double alpha, const double *x, int incx, const double *y, int incy, double *a, int lda)
{
    cblas_dsyr2((CBLAS_LAYOUT)layout, (CBLAS_UPLO)uplo, n, alpha, x, incx, y, incy, a, lda);
}

ADGEN_VJP()
void lower(int n, const double *x, const double *y, double *a)
{
    cblas_dsyr(CblasRowMajor, CblasLower, n, 1.0, x, 1, a, n);
    cblas_dsyr2(CblasRowMajor, CblasLower, n, -0.5, x, 1, y, 1, a, n);
    cblas_dsyr2(CblasRowMajor, CblasUpper, n, 0.25, y, 1, y, 1, a, n);
}

/* The sum of the squares of points, as a covariance has it. */
ADGEN_VJP(points)
void scatter(int count, int n, const double *points, double *s)
{
    for (int p = 0; p < count; p++)
        cblas_dsyr(CblasColMajor, CblasUpper, n, 1.0 / count, points + p, count, s, n);
}

/*
 * check: products of vectors are added to a triangle
 * check-link: -lopenblas
 * check-gradient: general(CblasRowMajor, CblasUpper, 3, random(-1, 1), random(6, -1, 1), 1, random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasLower, 3, random(-1, 1), random(6, -1, 1), -1, random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasUpper, 3, random(-1, 1), random(6, -1, 1), 2, random(12, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasLower, 3, random(-1, 1), random(6, -1, 1), -2, random(12, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasUpper, 0, random(-1, 1), random(5, -1, 1), 1, random(25, -1, 1), 5)
 * check-gradient: general(CblasColMajor, CblasUpper, 1, random(-1, 1), random(5, -1, 1), 1, random(25, -1, 1), 5)
 * check-gradient: general(CblasRowMajor, CblasLower, 5, random(-1, 1), random(5, -1, 1), 1, random(25, -1, 1), 5)
 * check-gradient: general2(CblasRowMajor, CblasUpper, 3, random(-1, 1), random(6, -1, 1), 1, random(6, -1, 1), 1,
 *     random(12, -1, 1), 4)
 * check-gradient: general2(CblasRowMajor, CblasLower, 3, random(-1, 1), random(6, -1, 1), -1, random(6, -1, 1), 2,
 *     random(12, -1, 1), 4)
 * check-gradient: general2(CblasColMajor, CblasUpper, 3, random(-1, 1), random(6, -1, 1), 2, random(6, -1, 1), -1,
 *     random(12, -1, 1), 4)
 * check-gradient: general2(CblasColMajor, CblasLower, 3, random(-1, 1), random(6, -1, 1), -2, random(6, -1, 1), -1,
 *     random(12, -1, 1), 4)
 * check-gradient: general2(CblasRowMajor, CblasUpper, 0, random(-1, 1), random(5, -1, 1), 1, random(5, -1, 1), 1,
 *     random(25, -1, 1), 5)
 * check-gradient: general2(CblasColMajor, CblasUpper, 1, random(-1, 1), random(5, -1, 1), 1, random(5, -1, 1), 1,
 *     random(25, -1, 1), 5)
 * check-gradient: general2(CblasRowMajor, CblasLower, 5, random(-1, 1), random(5, -1, 1), 1, random(5, -1, 1), 1,
 *     random(25, -1, 1), 5)
 * check-gradient: lower(0, zeros(0), zeros(0), zeros(0))
 * check-gradient: lower(1, random(1, -1, 1), random(1, -1, 1), random(1, -1, 1))
 * check-gradient: lower(2, random(2, -1, 1), random(2, -1, 1), random(4, -1, 1))
 * check-gradient: lower(5, random(5, -1, 1), random(5, -1, 1), random(25, -1, 1))
 * check-gradient: scatter(4, 2, random(8, -1, 1), random(4, -1, 1))
 */
