#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>

/* Sums of halves. */
static double pairwise(int n, const double *x, const double *y)
{
    if (n <= 2)
        return cblas_ddot(n, x, 1, y, 1);
    return pairwise(n / 2, x, y) + pairwise(n - n / 2, x + n / 2, y + n / 2);
}

ADGEN_GRAD()
double dot(int n, const double *x, const double *y)
{
    return pairwise(n, x, y);
}

/* Cholesky of the lower triangle: of its first half, of what is below, of the rest. */
ADGEN_VJP()
void factor(int n, double *a, int lda)
{
    int m = n / 2;

    if (n <= 1) {
        LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', n, a, lda);
        return;
    }
    factor(m, a, lda);
    cblas_dtrsm(CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, n - m, m, 1.0, a, lda, a + m * lda, lda);
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, n - m, m, -1.0, a + m * lda, lda, 1.0, a + m * lda + m, lda);
    factor(n - m, a + m * lda + m, lda);
}

/* x is multiplied as often as it takes. */
static void power(int n, int exponent, const double *a, double *x)
{
    double y[4];

    if (exponent == 0)
        return;
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1.0, a, n, x, 1, 0.0, y, 1);
    cblas_dcopy(n, y, 1, x, 1);
    power(n, exponent - 1, a, x);
    cblas_dscal(n, x[0], x, 1);
}

ADGEN_VJP()
void powers(int n, const double *a, double *x)
{
    power(n, 3, a, x);
}

/*
 * check: routines in recursive functions
 * check-link: -llapacke -lopenblas
 * check-gradient: dot(0, zeros(0), zeros(0))
 * check-gradient: dot(7, random(7, -1, 1), random(7, -1, 1))
 * check-gradient: factor(1, {4.0}, 1)
 * check-gradient: factor(3, {4.0, 9.0, 9.0, 9.0, 1.0, 5.0, 9.0, 9.0, 0.5, -0.3, 6.0, 9.0}, 4)
 * check-gradient: factor(4, {4.0, 9.0, 9.0, 9.0, 1.0, 5.0, 9.0, 9.0, 0.5, -0.3, 6.0, 9.0, 0.2, -0.4, 0.6, 7.0}, 4)
 * check-gradient: powers(3, random(9, -1, 1), random(3, -1, 1))
 */
