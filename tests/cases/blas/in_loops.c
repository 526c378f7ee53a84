#include <adgen/adgen.h>
#include <cblas.h>
#include <math.h>

/* A recurrent network: the state of each step is needed on the way back. */
ADGEN_GRAD(w, u, h0)
double recurrent(int steps, int n, const double *w, const double *u, const double *x, const double *h0)
{
    double h[4], next[4], sum = 0.0;

    cblas_dcopy(n, h0, 1, h, 1);
    for (int t = 0; t < steps; t++) {
        cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1.0, w, n, h, 1, 0.0, next, 1);
        cblas_daxpy(n, x[t], u, 1, next, 1);
        for (int i = 0; i < n; i++)
            h[i] = tanh(next[i]);
        sum += cblas_dasum(n, next, 1);
    }
    return sum + cblas_ddot(n, h, 1, h, 1);
}

/* A power of a matrix times a vector, in place by turns. */
ADGEN_VJP()
void power(int n, int exponent, const double *a, double *x)
{
    double y[4];
    int k = exponent;

    while (k-- > 0) {
        cblas_dgemv(CblasColMajor, CblasNoTrans, n, n, 1.0, a, n, x, 1, 0.0, y, 1);
        cblas_dcopy(n, y, 1, x, 1);
    }
}

/* Sizes, offsets and strides that are counters. */
ADGEN_VJP()
double triangle_of_sums(int n, double *a)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j += i + 1) {
            sum += cblas_ddot(j - i + 1, a + i, 1, a, 1);
            cblas_daxpy(i / 2, sum, a, 1, a + n - i / 2, -1);
            cblas_dscal(n - j, 0.5 + a[0], a + j, 1);
        }
    return sum;
}

/* Twenty-four products, many kept values. */
ADGEN_GRAD(a)
double exponential(const double a[2][2])
{
    double term[2][2] = { { 1.0, 0.0 }, { 0.0, 1.0 } }, sum[2][2] = { { 1.0, 0.0 }, { 0.0, 1.0 } };

    for (int k = 1; k <= 24; k++) {
        double next[2][2];
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, 2, 2, 2, 1.0 / k, &term[0][0], 2, &a[0][0], 2, 0.0, &next[0][0], 2);
        cblas_dcopy(4, &next[0][0], 1, &term[0][0], 1);
        cblas_daxpy(4, 1.0, &term[0][0], 1, &sum[0][0], 1);
    }
    return sum[0][0] * sum[1][1] + sum[0][1];
}

/*
 * check: routines in loops: states that follow from each other, sizes and places that change
 * check-link: -lopenblas
 * check-gradient: recurrent(0, 2, random(4, -1, 1), random(2, -1, 1), zeros(0), random(2, -1, 1))
 * check-gradient: recurrent(4, 3, random(9, -1, 1), random(3, -1, 1), random(4, -1, 1), random(3, -1, 1))
 * check-gradient: power(2, 0, random(4, -1, 1), random(2, -1, 1))
 * check-gradient: power(3, 4, random(9, -1, 1), random(3, -1, 1))
 * check-gradient: triangle_of_sums(1, random(1, -1, 1))
 * check-gradient: triangle_of_sums(5, random(5, -1, 1))
 * check-gradient: exponential(random(4, -1, 1))
 */
