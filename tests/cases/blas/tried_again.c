#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>
#include <math.h>

/* A factor is tried for with more and more on the diagonal; what fails leaves no trace in the derivative. */
ADGEN_GRAD(a)
double with_jitter(int n, const double *a, double jitter)
{
    double l[9], sum = 0.0;

    for (;;) {
        cblas_dcopy(n * n, a, 1, l, 1);
        for (int i = 0; i < n; i++)
            l[i * n + i] += jitter * (1.0 + a[0]);
        if (LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', n, l, n) == 0)
            break;
        jitter *= 2.0;
    }
    for (int i = 0; i < n; i++)
        sum += log(l[i * n + i]);
    return sum;
}

/* Cholesky first, else pivots. */
ADGEN_GRAD()
double whichever(int n, const double *a, const double *b)
{
    double f[9], x[3];
    lapack_int ipiv[3];

    cblas_dcopy(n * n, a, 1, f, 1);
    cblas_dcopy(n, b, 1, x, 1);
    if (LAPACKE_dposv(LAPACK_COL_MAJOR, 'L', n, 1, f, n, x, n) != 0) {
        cblas_dcopy(n * n, a, 1, f, 1);
        cblas_dcopy(n, b, 1, x, 1);
        if (LAPACKE_dgesv(LAPACK_COL_MAJOR, n, 1, f, n, ipiv, x, n) != 0)
            return 0.0;
    }
    return cblas_ddot(n, x, 1, x, 1);
}

/* What is singular stays as it was. */
ADGEN_VJP()
int triangle(int n, const double *a, double *b)
{
    int info = LAPACKE_dtrtrs(LAPACK_ROW_MAJOR, 'U', 'N', 'N', n, 1, a, n, b, 1);

    if (info > 0)
        cblas_dscal(n, a[0], b, 1);
    return info;
}

/*
 * check: matrices that have no factors, and what a program does then
 * check-link: -llapacke -lopenblas
 * check-gradient: with_jitter(2, {2.0, 0.5, 0.5, 1.0}, 0.0)
 * check-gradient: with_jitter(2, {1.0, 2.0, 2.0, 1.0}, 0.2)
 * check-gradient: with_jitter(3, {1.0, 2.0, 0.5, 2.0, 1.0, -0.7, 0.5, -0.7, -0.3}, 0.3)
 * check-gradient: whichever(2, {2.0, 0.5, 0.5, 1.0}, random(2, -1, 1))
 * check-gradient: whichever(2, {1.0, 2.0, 2.0, 1.0}, random(2, -1, 1))
 * check-call: whichever(2, {0.0, 0.0, 0.0, 0.0}, {1.0, 2.0})
 * check-value: return = 0
 * check-value: a = {0, 0, 0, 0}
 * check-value: b = {0, 0}
 * check-gradient: triangle(2, {2.0, 1.0, 9.0, 4.0}, random(2, -1, 1))
 * check-call: triangle(2, {2.0, 1.0, 9.0, 0.0}, {3.0, 4.0})
 * check-seed: b = {1, 10}
 * check-value: b = {2, 20}
 * check-value: a = {43, 0, 0, 0}
 */
