#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>

/* What a product read is overwritten afterwards; what it wrote is used, and overwritten too. */
ADGEN_VJP()
void one_after_the_other(int n, double *a, double *b, double *c)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1.0, a, n, b, n, 0.0, c, n);
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, n, n, n, 1.0, c, n, b, n, 0.0, a, n);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, n, n, 0.5, a, n, c, n, 2.0, b, n);
    for (int i = 0; i < n * n; i++)
        c[i] = b[i] * c[i];
}

/* The old value is needed on both sides of the call. */
ADGEN_GRAD(x)
double around(int n, const double *a, double *x)
{
    double before = 0.0, after = 0.0;

    for (int i = 0; i < n; i++)
        before += x[i] * x[i] * x[i];
    cblas_dtrsv(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, n, a, n, x, 1);
    for (int i = 0; i < n; i++)
        after += x[i] * x[i] * before;
    cblas_dtrmv(CblasRowMajor, CblasLower, CblasTrans, CblasUnit, n, a, n, x, 1);
    return after + cblas_ddot(n, x, 1, x, 1);
}

/* The factors take the matrix's place, and are multiplied together again. */
ADGEN_VJP()
void factors_of_factors(int n, double *a, double *b)
{
    LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', n, a, n);
    LAPACKE_dtrtrs(LAPACK_ROW_MAJOR, 'L', 'N', 'N', n, 1, a, n, b, 1);
    for (int i = 0; i < n; i++)
        a[i * n + i] = a[i * n + i] * b[i] * b[i] + 1.0;
    LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', n, a, n);
    cblas_dtrmv(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, n, a, n, b, 1);
    a[0] = b[0];
}

/* By elements in between. */
ADGEN_VJP()
void element(int n, double *x, double *y)
{
    double x0 = x[0];

    x[0] = cblas_ddot(n, x, 1, y, 1);
    y[n - 1] = cblas_ddot(n, x, 1, y, 1) * x0;
    cblas_daxpy(n, y[n - 1], x, 1, y, 1);
    x[0] *= y[n - 1];
}

/*
 * check: what a routine read or wrote is overwritten later, and its old value is needed
 * check-link: -llapacke -lopenblas
 * check-gradient: one_after_the_other(2, random(4, -1, 1), random(4, -1, 1), random(4, -1, 1))
 * check-gradient: one_after_the_other(3, random(9, -1, 1), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: around(3, random(9, 0.5, 1.5), random(3, -1, 1))
 * check-gradient: factors_of_factors(3, {4.0, 9.0, 9.0, 0.5, 3.0, 9.0, -0.7, 0.3, 5.0}, random(3, 0.5, 1))
 * check-gradient: element(1, random(1, -1, 1), random(1, -1, 1))
 * check-gradient: element(3, random(3, -1, 1), random(3, -1, 1))
 * check-within: 1e-10
 */
