#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void general(int layout, int m, int n, double alpha, const double *x, int incx, const double *y, int incy, double *a, int lda)
{
    cblas_dger((CBLAS_LAYOUT)layout, m, n, alpha, x, incx, y, incy, a, lda);
}

ADGEN_VJP()
void outer(int m, int n, const double *x, const double *y, double *a)
{
    cblas_dger(CblasRowMajor, m, n, 1.0, x, 1, y, 1, a, n);
}

ADGEN_VJP()
void square(int n, double *x, double *a)
{
    cblas_dger(CblasColMajor, n, n, -0.5, x, 1, x, 1, a, n);
    x[0] = a[0];
}

/* One step of an elimination: a row and a column change the rest of their matrix. */
ADGEN_VJP()
void eliminate(int n, double *a, int lda)
{
    cblas_dscal(n - 1, 1.0 / a[0], a + lda, lda);
    cblas_dger(CblasRowMajor, n - 1, n - 1, -1.0, a + lda, lda, a + 1, 1, a + lda + 1, lda);
}

/*
 * check: a product of two vectors is added to a matrix
 * check-link: -lopenblas
 * check-gradient: general(CblasRowMajor, 2, 3, random(-1, 1), random(4, -1, 1), 1, random(6, -1, 1), 1, random(12,
 *     -1, 1), 4)
 * check-gradient: general(CblasColMajor, 2, 3, random(-1, 1), random(4, -1, 1), 1, random(6, -1, 1), 1, random(12,
 *     -1, 1), 4)
 * check-gradient: general(CblasRowMajor, 2, 3, random(-1, 1), random(4, -1, 1), -1, random(6, -1, 1), 2, random(12,
 *     -1, 1), 4)
 * check-gradient: general(CblasColMajor, 2, 3, random(-1, 1), random(4, -1, 1), 2, random(6, -1, 1), -1, random(12,
 *     -1, 1), 4)
 * check-gradient: general(CblasColMajor, 2, 3, random(-1, 1), random(4, -1, 1), -1, random(6, -1, 1), -2, random(12,
 *     -1, 1), 4)
 * check-gradient: general(CblasRowMajor, 0, 0, random(-1, 1), random(2, -1, 1), 1, random(2, -1, 1), 1, random(6, -1,
 *     1), 3)
 * check-gradient: general(CblasRowMajor, 1, 1, random(-1, 1), random(2, -1, 1), 1, random(2, -1, 1), 1, random(6, -1,
 *     1), 3)
 * check-gradient: general(CblasRowMajor, 2, 0, random(-1, 1), random(2, -1, 1), 1, random(2, -1, 1), 1, random(6, -1,
 *     1), 3)
 * check-gradient: general(CblasRowMajor, 0, 2, random(-1, 1), random(2, -1, 1), 1, random(2, -1, 1), 1, random(6, -1,
 *     1), 3)
 * check-gradient: general(CblasColMajor, 0, 0, random(-1, 1), random(2, -1, 1), 1, random(2, -1, 1), 1, random(6, -1,
 *     1), 3)
 * check-gradient: general(CblasColMajor, 1, 1, random(-1, 1), random(2, -1, 1), 1, random(2, -1, 1), 1, random(6, -1,
 *     1), 3)
 * check-gradient: general(CblasColMajor, 2, 0, random(-1, 1), random(2, -1, 1), 1, random(2, -1, 1), 1, random(6, -1,
 *     1), 3)
 * check-gradient: general(CblasColMajor, 0, 2, random(-1, 1), random(2, -1, 1), 1, random(2, -1, 1), 1, random(6, -1,
 *     1), 3)
 * check-gradient: outer(0, 0, zeros(0), zeros(0), zeros(0))
 * check-gradient: outer(1, 1, random(1, -1, 1), random(1, -1, 1), random(1, -1, 1))
 * check-gradient: outer(2, 3, random(2, -1, 1), random(3, -1, 1), random(6, -1, 1))
 * check-gradient: outer(5, 5, random(5, -1, 1), random(5, -1, 1), random(25, -1, 1))
 * check-gradient: square(1, random(1, -1, 1), random(1, -1, 1))
 * check-gradient: square(3, random(3, -1, 1), random(9, -1, 1))
 * check-gradient: eliminate(3, {2.0, 0.5, -0.3, 9.0, 0.7, 1.5, 0.2, 9.0, -0.4, 0.1, 1.2, 9.0}, 4)
 */
