#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define A(i, j) a[(i) * n + (j)]

/* Overwrites the lower triangle of a with its Cholesky factor; the index of the first bad pivot, or -1. */
static int factor(int n, double *a)
{
    int i, j, k;

    for (j = 0; j < n; j++) {
        double pivot = A(j, j);
        for (k = 0; k < j; k++)
            pivot -= A(j, k) * A(j, k);
        if (pivot <= 0.0)
            return j;
        pivot = sqrt(pivot);
        A(j, j) = pivot;
        for (i = j + 1; i < n; i++) {
            double s = A(i, j);
            for (k = 0; k < j; k++)
                s -= A(i, k) * A(j, k);
            A(i, j) = s / pivot;
        }
    }
    return -1;
}

/* L y = b, in place. */
static void forward(int n, const double *a, double *b)
{
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < i; k++)
            b[i] -= A(i, k) * b[k];
        b[i] /= A(i, i);
    }
}

/* L' y = b, in place. */
static void backward(int n, const double *a, double *b)
{
    for (int i = n - 1; i >= 0; i--) {
        for (int k = i + 1; k < n; k++)
            b[i] -= A(k, i) * b[k];
        b[i] /= A(i, i);
    }
}

/* Minus twice the logarithm of a Gaussian density, without its constant; negative infinity never, -1 for a bad matrix. */
ADGEN_GRAD(cov, mean)
double log_density(int n, const double *cov, const double *mean, const double *x)
{
    double *a, *r, *z;
    double quad = 0.0, logdet = 0.0;

    if (n <= 0)
        return 0.0;
    a = malloc((size_t)n * (size_t)n * sizeof *a);
    r = malloc(2 * (size_t)n * sizeof *r);
    if (a == NULL || r == NULL) {
        free(a);
        free(r);
        return -1.0;
    }
    z = r + n;
    memcpy(a, cov, (size_t)n * (size_t)n * sizeof *a);
    for (int i = 0; i < n; i++)
        z[i] = r[i] = x[i] - mean[i];
    if (factor(n, a) >= 0) {
        free(a);
        free(r);
        return -1.0;
    }
    forward(n, a, z);
    backward(n, a, z);
    for (int i = 0; i < n; i++) {
        quad += r[i] * z[i];
        logdet += 2.0 * log(A(i, i));
    }
    free(a);
    free(r);
    return quad + logdet;
}

/*
 * check: Cholesky in place, two triangular solves, a log determinant, error exits
 * check-gradient: log_density(1, {4.0}, {1.0}, {3.0})
 * check-value: cov[0] = 0.25 - 4.0 / 16.0
 * check-value: mean[0] = -2.0 * 2.0 / 4.0
 * check-gradient: log_density(0, zeros(0), zeros(0), zeros(0))
 * check-gradient: log_density(2, {2.0, 0.5, 0.5, 3.0}, random(2, -1, 1), random(2, -1, 1))
 * check-gradient: log_density(2, {2.0, 3.0, 3.0, 3.0}, random(2, -1, 1), random(2, -1, 1))
 * check-value: return = -1
 * check-gradient: log_density(4, {4.0, 1.0, 0.5, 0.2, 1.0, 3.0, 0.3, 0.1, 0.5, 0.3, 5.0, 0.7, 0.2, 0.1, 0.7, 2.0},
 *     random(4, -1, 1), random(4, -1, 1))
 */
