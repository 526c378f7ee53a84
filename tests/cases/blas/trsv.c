#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void general(int layout, int uplo, int trans, int diag, int n, const double *a, int lda, double *x, int incx)
{
    cblas_dtrsv((CBLAS_LAYOUT)layout, (CBLAS_UPLO)uplo, (CBLAS_TRANSPOSE)trans, (CBLAS_DIAG)diag, n, a, lda, x, incx);
}

ADGEN_VJP()
void lower(int n, const double *a, double *x)
{
    cblas_dtrsv(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, n, a, n, x, 1);
}

ADGEN_VJP()
void unit_upper_transposed(int n, const double *a, double *x)
{
    cblas_dtrsv(CblasColMajor, CblasUpper, CblasTrans, CblasUnit, n, a, n, x, 1);
}

/* Forwards and back, with one matrix; what is between is needed. */
ADGEN_GRAD()
double twice(int n, const double *a, double *x)
{
    double middle;

    cblas_dtrsv(CblasRowMajor, CblasUpper, CblasNoTrans, CblasNonUnit, n, a, n, x, 1);
    middle = cblas_ddot(n, x, 1, x, 1);
    cblas_dtrsv(CblasRowMajor, CblasUpper, CblasTrans, CblasNonUnit, n, a, n, x, 1);
    return middle * cblas_ddot(n, x, 1, x, 1);
}

/* The matrix is data, or the vector is. */
ADGEN_GRAD(x)
double by_vector(int n, const double *a, const double *x)
{
    double y[5];

    cblas_dcopy(n, x, 1, y, 1);
    cblas_dtrsv(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, n, a, n, y, 1);
    return cblas_ddot(n, y, 1, y, 1);
}

ADGEN_GRAD(a)
double by_matrix(int n, const double *a, const double *x)
{
    double y[5];

    cblas_dcopy(n, x, 1, y, 1);
    cblas_dtrsv(CblasColMajor, CblasLower, CblasNoTrans, CblasNonUnit, n, a, n, y, 1);
    return cblas_ddot(n, y, 1, y, 1);
}

/*
 * check: a vector solved with a triangle, in place, in all forms
 * check-link: -lopenblas
 * check-gradient: general(CblasRowMajor, CblasUpper, CblasNoTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasUpper, CblasNoTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), 2)
 * check-gradient: general(CblasRowMajor, CblasUpper, CblasTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), -1)
 * check-gradient: general(CblasRowMajor, CblasUpper, CblasTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6, -1,
 *     1), -2)
 * check-gradient: general(CblasRowMajor, CblasUpper, CblasConjTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasUpper, CblasConjTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), 2)
 * check-gradient: general(CblasRowMajor, CblasLower, CblasNoTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), -1)
 * check-gradient: general(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), -2)
 * check-gradient: general(CblasRowMajor, CblasLower, CblasTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6, -1,
 *     1), 1)
 * check-gradient: general(CblasRowMajor, CblasLower, CblasConjTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), 1)
 * check-gradient: general(CblasRowMajor, CblasLower, CblasConjTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), 2)
 * check-gradient: general(CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), -1)
 * check-gradient: general(CblasColMajor, CblasUpper, CblasNoTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), -2)
 * check-gradient: general(CblasColMajor, CblasUpper, CblasTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasUpper, CblasTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6, -1,
 *     1), 1)
 * check-gradient: general(CblasColMajor, CblasUpper, CblasConjTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), 2)
 * check-gradient: general(CblasColMajor, CblasUpper, CblasConjTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), -1)
 * check-gradient: general(CblasColMajor, CblasLower, CblasNoTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), -2)
 * check-gradient: general(CblasColMajor, CblasLower, CblasNoTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasLower, CblasTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasLower, CblasTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6, -1,
 *     1), 2)
 * check-gradient: general(CblasColMajor, CblasLower, CblasConjTrans, CblasNonUnit, 3, random(12, 0.5, 1.5), 4,
 *     random(6, -1, 1), -1)
 * check-gradient: general(CblasColMajor, CblasLower, CblasConjTrans, CblasUnit, 3, random(12, 0.5, 1.5), 4, random(6,
 *     -1, 1), -2)
 * check-gradient: general(CblasRowMajor, CblasUpper, CblasNoTrans, CblasNonUnit, 0, random(25, 0.5, 1), 5, random(5,
 *     -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasLower, CblasTrans, CblasUnit, 1, random(25, 0.5, 1), 5, random(5, -1,
 *     1), 1)
 * check-gradient: general(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, 1, random(25, 0.5, 1), 5, random(5,
 *     -1, 1), 1)
 * check-gradient: general(CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, 5, random(25, 0.5, 1), 5, random(5,
 *     -1, 1), 1)
 * check-gradient: lower(0, zeros(0), zeros(0))
 * check-gradient: lower(1, random(1, 0.5, 1.5), random(1, -1, 1))
 * check-gradient: lower(2, random(4, 0.5, 1.5), random(2, -1, 1))
 * check-gradient: lower(5, random(25, 0.5, 1.5), random(5, -1, 1))
 * check-gradient: unit_upper_transposed(0, zeros(0), zeros(0))
 * check-gradient: unit_upper_transposed(1, random(1, 0.5, 1.5), random(1, -1, 1))
 * check-gradient: unit_upper_transposed(2, random(4, 0.5, 1.5), random(2, -1, 1))
 * check-gradient: unit_upper_transposed(5, random(25, 0.5, 1.5), random(5, -1, 1))
 * check-gradient: twice(3, random(9, 0.5, 1.5), random(3, -1, 1))
 * check-gradient: by_vector(3, random(9, 0.5, 1.5), random(3, -1, 1))
 * check-gradient: by_matrix(3, random(9, 0.5, 1.5), random(3, -1, 1))
 * check-within: 1e-10
 */
