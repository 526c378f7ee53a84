#include <adgen/adgen.h>
#include <cblas.h>

/* Factors that are variables: what they are is no reason to leave out what they may become. */
ADGEN_VJP()
void of_vectors(int n, double alpha, double beta, const double *a, const double *x, double *y, double *z)
{
    cblas_daxpy(n, alpha, x, 1, y, 1);
    cblas_dgemv(CblasColMajor, CblasTrans, n, n, alpha, a, n, x, 1, beta, y, 1);
    cblas_dsymv(CblasRowMajor, CblasLower, n, alpha, a, n, y, 1, beta, z, -1);
    cblas_dscal(n, beta, y, 1);
    cblas_drot(n, y, 1, z, 1, alpha, beta);
}

ADGEN_VJP()
void of_updates(int n, double alpha, const double *x, const double *y, double *a)
{
    cblas_dger(CblasRowMajor, n, n, alpha, x, 1, y, 1, a, n);
    cblas_dsyr(CblasRowMajor, CblasUpper, n, alpha, x, 1, a, n);
    cblas_dsyr2(CblasColMajor, CblasUpper, n, alpha, x, -1, y, 1, a, n);
}

ADGEN_VJP()
void of_products(int n, double alpha, double beta, const double *a, const double *b, double *c, double *d)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, n, n, alpha, a, n, b, n, beta, c, n);
    cblas_dsymm(CblasRowMajor, CblasRight, CblasLower, n, n, alpha, a, n, c, n, beta, d, n);
    cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, n, n, alpha, d, n, beta, c, n);
    cblas_dsyr2k(CblasRowMajor, CblasUpper, CblasNoTrans, n, n, alpha, b, n, c, n, beta, d, n);
}

ADGEN_VJP()
void of_triangles(int layout, int side, int uplo, int trans, int diag, int n, double alpha, const double *a, double *b)
{
    cblas_dtrmm(layout, side, uplo, trans, diag, n, n, alpha, a, n, b, n);
    cblas_dtrsm(layout, side, uplo, trans, CblasNonUnit, n, n, alpha, a, n, b, n);
}

/* One that is no variable. */
ADGEN_VJP(a, b)
void given(int n, double alpha, const double *a, double *b)
{
    cblas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasUnit, n, n, alpha, a, n, b, n);
}

/*
 * check: the derivatives, second ones too, by factors that happen to be zero or one
 * check-link: -lopenblas
 * check-gradient: of_vectors(2, 0.0, 1.0, random(4, -1, 1), random(2, -1, 1), random(2, -1, 1), random(2, -1, 1))
 * check-gradient: of_vectors(2, 1.0, 0.0, random(4, -1, 1), random(2, -1, 1), random(2, -1, 1), random(2, -1, 1))
 * check-gradient: of_vectors(3, 0.0, 0.0, random(9, -1, 1), random(3, -1, 1), random(3, -1, 1), random(3, -1, 1))
 * check-gradient: of_vectors(3, 1.0, 1.0, random(9, -1, 1), random(3, -1, 1), random(3, -1, 1), random(3, -1, 1))
 * check-gradient: of_updates(2, 0.0, random(2, -1, 1), random(2, -1, 1), random(4, -1, 1))
 * check-gradient: of_updates(3, 1.0, random(3, -1, 1), random(3, -1, 1), random(9, -1, 1))
 * check-gradient: of_products(2, 0.0, 1.0, random(4, -1, 1), random(4, -1, 1), random(4, -1, 1), random(4, -1, 1))
 * check-gradient: of_products(2, 1.0, 0.0, random(4, -1, 1), random(4, -1, 1), random(4, -1, 1), random(4, -1, 1))
 * check-gradient: of_products(3, 0.0, 0.0, random(9, -1, 1), random(9, -1, 1), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: of_products(3, 1.0, 1.0, random(9, -1, 1), random(9, -1, 1), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: of_triangles(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasUnit, 3, 0.0, random(9, 1, 2), random(9, -1, 1))
 * check-gradient: of_triangles(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, 3, 1.0, random(9, 1, 2), random(9, -1, 1))
 * check-gradient: of_triangles(CblasColMajor, CblasLeft, CblasUpper, CblasTrans, CblasUnit, 2, 1.0, random(4, 1, 2), random(4, -1, 1))
 * check-gradient: of_triangles(CblasRowMajor, CblasRight, CblasUpper, CblasNoTrans, CblasUnit, 2, 0.5, random(4, 1, 2), random(4, -1, 1))
 * check-gradient: given(3, 0.0, random(9, -1, 1), random(9, -1, 1))
 * check-gradient: given(3, 1.0, random(9, -1, 1), random(9, -1, 1))
 * check-gradient: given(3, -2.0, random(9, -1, 1), random(9, -1, 1))
 */
