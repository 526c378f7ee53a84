#include <adgen/adgen.h>
#include <cblas.h>

/* One array for both arguments that are read. */
ADGEN_GRAD()
double dots(int n, const double *x)
{
    return cblas_ddot(n, x, 1, x, 1) + cblas_ddot(n - 1, x, 1, x + 1, 1) + cblas_ddot(n, x, 1, x, -1);
}

ADGEN_VJP()
void products(int n, const double *a, double *c)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1.0, a, n, a, n, 1.0, c, n);
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, n, n, n, 0.5, a, n, a, n, 1.0, c, n);
    cblas_dsymm(CblasRowMajor, CblasLeft, CblasUpper, n, n, 1.0, a, n, a, n, 1.0, c, n);
    cblas_dsyr2k(CblasRowMajor, CblasLower, CblasNoTrans, n, n, 1.0, a, n, a, n, 1.0, c, n);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1.0, a, n, a, n, 1.0, c, 1);
    cblas_dger(CblasRowMajor, n, n, 1.0, a, 1, a + 1, n, c, n);
    cblas_dsyr2(CblasRowMajor, CblasUpper, n, 1.0, a, n, a, n, c, n);
    cblas_daxpy(n, a[0], a, 1, c, 1);
}

/* One array for what is read and what is written, at other places of it. */
ADGEN_VJP()
void interleaved(int n, double *x)
{
    cblas_daxpy(n, 2.0, x, 2, x + 1, 2);
    cblas_dswap(n / 2, x, 2, x + 2 * n + 1 - 2 * (n / 2), -2);
    cblas_drot(n, x, 2, x + 1, 2, 0.6, x[0]);
    cblas_dcopy(n - 1, x + 1, 2, x + 2, 2);
    cblas_dtrsv(CblasRowMajor, CblasLower, CblasNoTrans, CblasUnit, 2, x, 2, x + 4, 1);
}

/* The caller's two arrays may be one. */
ADGEN_GRAD()
double caller_decides(int n, const double *x, const double *y)
{
    double z[4] = { 0.0 };

    cblas_dgemv(CblasRowMajor, CblasNoTrans, 1, n, 2.0, x, n, y, 1, 0.0, z, 1);
    cblas_daxpy(n, z[0], x, 1, z, 1);
    return cblas_ddot(n, z, 1, y, 1);
}

/*
 * check: one array for several arguments of a routine
 * check-link: -lopenblas
 * check-gradient: dots(1, {2.0})
 * check-gradient: dots(4, random(4, -1, 1))
 * check-gradient: products(2, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: products(3, random(9, -1, 1), random(9, -1, 1))
 * check-gradient: interleaved(3, random(6, -1, 1))
 * check-gradient: interleaved(4, random(8, -1, 1))
 * check-gradient: caller_decides(3, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: caller_decides(3, random(3, -1, 1), y = x)
 * check-gradient: caller_decides(2, random(3, -1, 1), y = x + 1)
 */
