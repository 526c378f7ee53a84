#include <adgen/adgen.h>
#include <cblas.h>

/* The numbers of a call are read before it, also those that it overwrites. */
ADGEN_VJP()
void by_first(int n, double *x)
{
    cblas_dscal(n, x[0], x, 1);
}

ADGEN_VJP()
void by_last(int n, const double *x, double *y)
{
    cblas_daxpy(n, y[n - 1], x, 1, y, 1);
}

ADGEN_VJP()
void turned(int n, double *x, double *y)
{
    cblas_drot(n, x, 1, y, 1, x[0], y[n - 1]);
}

ADGEN_VJP()
void product(int n, const double *a, const double *b, double *c)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, c[0], a, n, b, n, c[1], c, n);
}

ADGEN_VJP()
void vector(int n, const double *a, const double *x, double *y)
{
    cblas_dgemv(CblasRowMajor, CblasTrans, n, n, y[0], a, n, x, 1, y[n - 1] * y[0], y, 1);
}

ADGEN_VJP()
void solved(int n, const double *a, double *b)
{
    cblas_dtrsm(CblasRowMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit, n, n, b[n], a, n, b, n);
}

ADGEN_VJP()
void symmetric(int n, double *a, double *x)
{
    cblas_dsyr(CblasRowMajor, CblasUpper, n, a[0], x, 1, a, n);
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, n, n, 0.5, a, n, x[0], x, n);
}

/*
 * check: a factor of a routine is one of the numbers that the routine changes
 * check-link: -lopenblas
 * check-gradient: by_first(3, random(3, -1, 1))
 * check-seed: x[0] = 1
 * check-value: x[0] = 2 * x[0]
 * check-gradient: by_last(3, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: turned(1, random(1, -1, 1), random(1, -1, 1))
 * check-gradient: turned(3, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: product(2, random(4, -1, 1), random(4, -1, 1), random(4, -1, 1))
 * check-gradient: vector(2, random(4, -1, 1), random(2, -1, 1), random(2, -1, 1))
 * check-gradient: solved(2, random(4, 0.5, 1.5), random(4, -1, 1))
 * check-gradient: symmetric(2, random(4, -1, 1), random(4, -1, 1))
 */
