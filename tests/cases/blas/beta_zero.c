#include <adgen/adgen.h>
#include <cblas.h>
#include <math.h>
#include <stdlib.h>

/* Where beta is zero, what is there is not read: it need not be a number. */
ADGEN_GRAD()
double nothing_is_read(int n, const double *a, const double *x)
{
    double *c = malloc((size_t)(n * n) * sizeof *c), *y = malloc((size_t)n * sizeof *y), sum;

    for (int i = 0; i < n * n; i++)
        c[i] = NAN;
    for (int i = 0; i < n; i++)
        y[i] = INFINITY;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, n, n, 1.0, a, n, a, n, 0.0, c, n);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1.0, c, n, x, 1, 0.0, y, 1);
    sum = cblas_ddot(n, y, 1, x, 1);
    free(c);
    free(y);
    return sum;
}

/* A factor of zero that is a variable, and inactive; what is there is a number. */
ADGEN_VJP(a, x, y)
void inactive_factors(int n, double alpha, const double *a, const double *x, double beta, double *y)
{
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, alpha, a, n, x, 1, beta, y, 1);
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, n, 1, n, alpha, a, n, x, n, beta, y, n);
    cblas_dsymv(CblasRowMajor, CblasUpper, n, 1.0, a, n, x, 1, beta, y, 1);
}

/* An active one that happens to be zero has a derivative all the same. */
ADGEN_VJP()
void active_factors(int n, double alpha, const double *a, const double *x, double beta, double *y)
{
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, alpha, a, n, x, 1, beta, y, 1);
}

ADGEN_VJP()
void active_factors_of_matrices(int n, double alpha, const double *a, const double *b, double beta, double *c)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, alpha, a, n, b, n, beta, c, n);
}

/*
 * check: factors of zero: what is not read, and the derivative by a factor that is zero
 * check-link: -lopenblas
 * check-gradient: nothing_is_read(2, random(4, -1, 1), random(2, -1, 1))
 * check-gradient: inactive_factors(2, 1.0, random(4, -1, 1), random(2, -1, 1), 0.0, random(2, -1, 1))
 * check-gradient: inactive_factors(2, 0.0, random(4, -1, 1), random(2, -1, 1), 1.0, random(2, -1, 1))
 * check-gradient: inactive_factors(2, 0.0, random(4, -1, 1), random(2, -1, 1), 0.0, random(2, -1, 1))
 * check-gradient: active_factors(2, 0.0, random(4, -1, 1), random(2, -1, 1), 1.0, random(2, -1, 1))
 * check-gradient: active_factors(2, 1.0, random(4, -1, 1), random(2, -1, 1), 0.0, random(2, -1, 1))
 * check-gradient: active_factors_of_matrices(2, 0.0, random(4, -1, 1), random(4, -1, 1), 1.0, random(4, -1, 1))
 * check-gradient: active_factors_of_matrices(2, 1.0, random(4, -1, 1), random(4, -1, 1), 0.0, random(4, -1, 1))
 */
