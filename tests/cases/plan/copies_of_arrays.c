#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

static void norm(int n, int m, const double *x, double *y)
{
    for (int r = 0; r < n; r++) {
        double mean = 0.0;
        for (int i = 0; i < m; i++)
            mean += x[r * m + i];
        mean /= m;
        for (int i = 0; i < m; i++)
            y[r * m + i] = sin(x[r * m + i] - mean);
    }
}

static void product(int n, int m, const double *W, const double *x, double *y)
{
    for (int r = 0; r < n; r++)
        for (int i = 0; i < m; i++) {
            double sum = 0.0;
            for (int j = 0; j < m; j++)
                sum += W[i * m + j] * x[r * m + j];
            y[r * m + i] = sum;
        }
}

/* One buffer that is used twice: a copy of it, made once for both products. */
ADGEN_GRAD(x, W, V)
double reused(int n, int m, const double *W, const double *V, const double *x)
{
    size_t  bytes = (size_t)n * (size_t)m * sizeof(double);
    double *normal = malloc(bytes), *a = malloc(bytes), *b = malloc(bytes);
    double  sum = 0.0;
    norm(n, m, x, normal);
    product(n, m, W, normal, a);
    product(n, m, V, normal, b);
    for (int i = 0; i < n * m; i++)
        a[i] += b[i];
    norm(n, m, a, normal);
    for (int i = 0; i < n * m; i++)
        sum += normal[i] * b[i];
    free(normal);
    free(a);
    free(b);
    return sum;
}

/* In a loop whose number of iterations nobody knows before it, each copy has a block of its own. */
ADGEN_GRAD(A, y)
double until(int n, const double *A, const double *y)
{
    double *u = malloc((size_t)n * sizeof *u), *v = malloc((size_t)n * sizeof *v), sum = 0.0, size = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = y[i];
    while (size < 40.0) {
        for (int i = 0; i < n; i++) {
            v[i] = 0.0;
            for (int j = 0; j < n; j++)
                v[i] += A[i * n + j] * u[j] * u[j];
        }
        for (int i = 0; i < n; i++)
            u[i] = u[i] * 1.1 + 0.01 * v[i];
        size += 10.0 + u[0] * u[0];
        if (size > 35.0)
            continue;
        sum += u[n - 1];
    }
    for (int i = 0; i < n; i++)
        sum += u[i];
    free(u);
    free(v);
    return sum;
}

/* In a branch. */
ADGEN_GRAD(x)
double perhaps(int n, int which, const double *x)
{
    double *u = malloc((size_t)n * sizeof *u), sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = x[i] * x[i];
    if (which) {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                sum += u[i] * u[j] * (i + 1);
        for (int i = 0; i < n; i++)
            u[i] = sin(u[i]) * sum;
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i];
    free(u);
    return sum;
}

/*
 * check: arrays that are read often before they are overwritten are copied once, wherever the reads stand
 * check-count: 1 double *normal_kept = adgen_allocate(
 * check-has: adgen_push_pointer(&tape, u_kept)
 * check-has: adgen_tape_release(&tape, u_kept_was)
 * check-gradient: reused(3, 4, random(16, -1, 1), random(16, -1, 1), random(12, -1, 1))
 * check-gradient: reused(1, 1, {0.3}, {-0.7}, {0.2})
 * check-gradient: reused(0, 3, random(9, -1, 1), random(9, -1, 1), {0})
 * check-gradient: until(4, random(16, -1, 1), random(4, 0.5, 1))
 * check-gradient: until(1, {0.3}, {0.9})
 * check-gradient: perhaps(4, 1, random(4, 0.2, 1))
 * check-gradient: perhaps(4, 0, random(4, 0.2, 1))
 * check-gradient: perhaps(0, 1, {0})
 */
