#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>

/* Only the weights: no adjoint of the data, none of the numbers. */
ADGEN_GRAD(w)
double product_with_data(int n, const double *w, const double *x, double alpha, double beta)
{
    double y[9];

    for (int i = 0; i < n * n; i++)
        y[i] = x[i] * x[i];
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, n, n, alpha, w, n, x, n, beta, y, n);
    return cblas_ddot(n * n, y, 1, y, 1);
}

ADGEN_GRAD(x)
double vector_only(int n, const double *a, const double *x, const double *y)
{
    double v[3];

    cblas_dcopy(n, y, 1, v, 1);
    cblas_dgemv(CblasColMajor, CblasTrans, n, n, 1.0, a, n, x, 1, 1.0, v, 1);
    cblas_daxpy(n, 2.0, y, 1, v, 1);
    return cblas_dnrm2(n, v, 1) + cblas_ddot(n, y, 1, v, 1) + cblas_ddot(n, y, 1, y, 1);
}

/* Only the numbers. */
ADGEN_GRAD(alpha, beta)
double numbers_only(int n, const double *a, const double *x, double alpha, double beta)
{
    double v[3] = { 1.0, 2.0, 3.0 };

    cblas_dsymv(CblasRowMajor, CblasUpper, n, alpha, a, n, x, 1, beta, v, 1);
    cblas_daxpy(n, alpha * beta, x, 1, v, 1);
    return cblas_ddot(n, v, 1, v, 1);
}

/* All is data, but a number that comes later: nothing of these calls is differentiated. */
ADGEN_GRAD(c)
double all_data(int n, const double *a, const double *b, double c)
{
    double l[9], x[3];

    cblas_dcopy(n * n, a, 1, l, 1);
    cblas_dcopy(n, b, 1, x, 1);
    if (LAPACKE_dposv(LAPACK_ROW_MAJOR, 'L', n, 1, l, n, x, 1) != 0)
        return c;
    return c * c * cblas_ddot(n, b, 1, x, 1);
}

/* The factors are data, the right side is active; then the other way round. */
ADGEN_GRAD(b)
double right_side(int n, const double *a, const double *b)
{
    double l[9], x[3];

    cblas_dcopy(n * n, a, 1, l, 1);
    cblas_dcopy(n, b, 1, x, 1);
    LAPACKE_dposv(LAPACK_ROW_MAJOR, 'L', n, 1, l, n, x, 1);
    return cblas_ddot(n, b, 1, x, 1);
}

ADGEN_GRAD(a)
double matrix_side(int n, const double *a, const double *b)
{
    double lu[9], x[3];
    lapack_int ipiv[3];

    cblas_dcopy(n * n, a, 1, lu, 1);
    cblas_dcopy(n, b, 1, x, 1);
    LAPACKE_dgesv(LAPACK_COL_MAJOR, n, 1, lu, n, ipiv, x, n);
    return cblas_ddot(n, b, 1, x, 1);
}

/* Marked, not just left out. */
ADGEN_VJP()
void marked(int n, ADGEN_INACTIVE const double *a, ADGEN_INACTIVE double alpha, double *x, double *y)
{
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, alpha, a, n, x, 1, alpha, y, 1);
    cblas_drot(n, x, 1, y, 1, alpha, a[0]);
    cblas_dtrsv(CblasRowMajor, CblasUpper, CblasNoTrans, CblasNonUnit, n, a, n, x, 1);
}

/*
 * check: some arguments of a routine carry derivatives, others do not
 * check-link: -llapacke -lopenblas
 * check-gradient: product_with_data(2, random(4, -1, 1), random(4, -1, 1), 0.5, 2.0)
 * check-gradient: vector_only(3, random(9, -1, 1), random(3, -1, 1), random(3, -1, 1))
 * check-gradient: numbers_only(3, random(9, -1, 1), random(3, -1, 1), random(-1, 1), random(-1, 1))
 * check-gradient: all_data(2, {2.0, 0.5, 0.5, 1.0}, random(2, -1, 1), random(-1, 1))
 * check-gradient: all_data(2, {1.0, 2.0, 2.0, 1.0}, random(2, -1, 1), random(-1, 1))
 * check-value: c = 1
 * check-gradient: right_side(2, {2.0, 0.5, 0.5, 1.0}, random(2, -1, 1))
 * check-gradient: matrix_side(3, random(9, -1, 1), random(3, -1, 1))
 * check-gradient: marked(2, random(4, 0.5, 1.5), random(-1, 1), random(2, -1, 1), random(2, -1, 1))
 * check-within: 1e-9
 */
