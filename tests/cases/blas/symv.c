#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void general(int layout, int uplo, int n, double alpha, const double *a, int lda, const double *x, int incx, double beta, double *y, int incy)
{
    cblas_dsymv((CBLAS_LAYOUT)layout, (CBLAS_UPLO)uplo, n, alpha, a, lda, x, incx, beta, y, incy);
}

ADGEN_VJP()
void upper(int n, const double *a, const double *x, double *y)
{
    cblas_dsymv(CblasRowMajor, CblasUpper, n, 1.0, a, n, x, 1, 0.0, y, 1);
}

/* x' a x */
ADGEN_GRAD()
double form(int n, const double *a, const double *x)
{
    double ax[6];

    cblas_dsymv(CblasColMajor, CblasUpper, n, 0.5, a, n, x, 1, 0.0, ax, 1);
    return cblas_ddot(n, x, 1, ax, 1);
}

/*
 * check: a symmetric matrix times a vector, of which only a triangle counts
 * check-link: -lopenblas
 * check-gradient: general(CblasRowMajor, CblasUpper, 3, random(-1, 1), random(12, -1, 1), 4, random(6, -1, 1), 1,
 *     random(-1, 1), random(6, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasLower, 3, random(-1, 1), random(12, -1, 1), 4, random(6, -1, 1), -1,
 *     random(-1, 1), random(6, -1, 1), 2)
 * check-gradient: general(CblasColMajor, CblasUpper, 3, random(-1, 1), random(12, -1, 1), 4, random(6, -1, 1), 2,
 *     random(-1, 1), random(6, -1, 1), -1)
 * check-gradient: general(CblasColMajor, CblasLower, 3, random(-1, 1), random(12, -1, 1), 4, random(6, -1, 1), -2,
 *     random(-1, 1), random(6, -1, 1), -1)
 * check-gradient: general(CblasRowMajor, CblasUpper, 0, random(-1, 1), random(25, -1, 1), 5, random(5, -1, 1), 1,
 *     random(-1, 1), random(5, -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasLower, 0, random(-1, 1), random(25, -1, 1), 5, random(5, -1, 1), 1,
 *     random(-1, 1), random(5, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasLower, 1, random(-1, 1), random(25, -1, 1), 5, random(5, -1, 1), 1,
 *     random(-1, 1), random(5, -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasUpper, 5, random(-1, 1), random(25, -1, 1), 5, random(5, -1, 1), 1,
 *     random(-1, 1), random(5, -1, 1), 1)
 * check-gradient: upper(0, zeros(0), zeros(0), zeros(0))
 * check-gradient: upper(1, random(1, -1, 1), random(1, -1, 1), random(1, -1, 1))
 * check-gradient: upper(2, random(4, -1, 1), random(2, -1, 1), random(2, -1, 1))
 * check-gradient: upper(5, random(25, -1, 1), random(5, -1, 1), random(5, -1, 1))
 * check-gradient: form(0, zeros(0), zeros(0))
 * check-gradient: form(1, random(1, -1, 1), random(1, -1, 1))
 * check-gradient: form(4, random(16, -1, 1), random(4, -1, 1))
 */
