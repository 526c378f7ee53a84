#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

enum { MOST = 8 };

/* The kernel's matrix: a bell of this height and width, and noise on the diagonal. */
static void covariance(int n, const double *t, double height, double width, double noise, double *k)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double d = (t[i] - t[j]) / width;
            k[i * n + j] = height * height * exp(-0.5 * d * d) + (i == j ? noise * noise : 0.0);
        }
}

/* Minus the logarithm of the likelihood of y, a Gaussian process, without its constant. */
ADGEN_GRAD(height, width, noise, y)
double negative_log_likelihood(int n, const double *t, const double *y, double height, double width, double noise)
{
    double k[MOST * MOST], a[MOST], sum;

    covariance(n, t, height, width, noise, k);
    memcpy(a, y, (size_t)n * sizeof *y);
    if (LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', n, k, n) != 0)
        return INFINITY;
    LAPACKE_dpotrs(LAPACK_ROW_MAJOR, 'L', n, 1, k, n, a, 1);
    sum = 0.5 * cblas_ddot(n, y, 1, a, 1);
    for (int i = 0; i < n; i++)
        sum += log(k[i * n + i]);
    return sum;
}

/* The same with half of the solution. */
ADGEN_GRAD(height, width, noise, y)
double by_whitening(int n, const double *t, const double *y, double height, double width, double noise)
{
    double k[MOST * MOST], z[MOST], sum = 0.0;

    covariance(n, t, height, width, noise, k);
    cblas_dcopy(n, y, 1, z, 1);
    if (LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'U', n, k, n) == 0
        && LAPACKE_dtrtrs(LAPACK_COL_MAJOR, 'U', 'T', 'N', n, 1, k, n, z, n) == 0) {
        for (int i = 0; i < n; i++)
            sum += log(k[i * n + i]) + 0.5 * z[i] * z[i];
    }
    return sum;
}

/* For several right sides, of a matrix that the caller has. */
ADGEN_GRAD(cov, x)
double of_samples(int count, int n, const double *cov, const double *x)
{
    double l[MOST * MOST], z[MOST * MOST], sum = 0.0;

    cblas_dcopy(n * n, cov, 1, l, 1);
    cblas_dcopy(n * count, x, 1, z, 1);
    LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', n, l, n);
    cblas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, n, count, 1.0, l, n, z, count);
    for (int i = 0; i < n; i++)
        sum += log(l[i * n + i]);
    return count * sum + 0.5 * cblas_ddot(n * count, z, 1, z, 1);
}

/*
 * check: Gaussian likelihoods: a Cholesky factor, equations solved with it, the logarithms on its diagonal
 * check-link: -llapacke -lopenblas
 * check-gradient: negative_log_likelihood(0, zeros(0), zeros(0), 1.0, 1.0, 1.0)
 * check-gradient: negative_log_likelihood(1, {0.0}, {2.0}, 0.6, 1.0, 0.8)
 * check-value: return = 2
 * check-value: y[0] = 2
 * check-gradient: negative_log_likelihood(5, {0.0, 0.4, 1.1, 1.5, 2.2}, random(5, -1, 1), 1.2, 0.7, 0.3)
 * check-gradient: by_whitening(5, {0.0, 0.4, 1.1, 1.5, 2.2}, random(5, -1, 1), 1.2, 0.7, 0.3)
 * check-gradient: by_whitening(8, range(8), random(8, -1, 1), 1.2, 0.7, 0.3)
 * check-gradient: of_samples(4, 2, {2.0, 0.5, 0.5, 1.0}, random(8, -1, 1))
 * check-within: 1e-10
 */
