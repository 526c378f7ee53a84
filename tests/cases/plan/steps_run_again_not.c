#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* What is left in `mid` is read after the last step. */
ADGEN_GRAD(x0)
double left(int n, int steps, const double *x0)
{
    double *x = malloc((size_t)n * sizeof *x), *mid = malloc((size_t)n * sizeof *mid), sum = 0.0;
    for (int i = 0; i < n; i++) {
        x[i] = x0[i];
        mid[i] = 0.0;
    }
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            mid[i] = x[i] + 0.1 * x[i] * x[n - 1 - i];
        for (int i = 0; i < n; i++)
            x[i] += 0.1 * mid[i] * mid[n - 1 - i];
        for (int i = 0; i < n; i++)
            mid[i] = x[i] * 0.5;
    }
    for (int i = 0; i < n; i++)
        sum += x[i] * mid[i];
    free(x);
    free(mid);
    return sum;
}

/* A step fills one element less than it reads: the last is the step's before. */
ADGEN_GRAD(x0)
double partly(int n, int steps, const double *x0)
{
    double *x = malloc((size_t)n * sizeof *x), *mid = malloc((size_t)n * sizeof *mid), sum = 0.0;
    for (int i = 0; i < n; i++) {
        x[i] = x0[i];
        mid[i] = 0.1;
    }
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n - 1; i++)
            mid[i] = x[i] + 0.1 * x[i] * x[n - 1 - i];
        for (int i = 0; i < n; i++)
            x[i] += 0.1 * mid[i] * mid[n - 1 - i];
        for (int i = 1; i < n; i++)
            mid[i] = x[i] * mid[i - 1];
        for (int i = 0; i < n; i++)
            x[i] += 0.1 * mid[i] * mid[n - 1 - i];
    }
    for (int i = 0; i < n; i++)
        sum += x[i];
    free(x);
    free(mid);
    return sum;
}

/* A product with a matrix takes longer than to keep what comes of it. */
ADGEN_GRAD(m)
double products(int n, int steps, const double *m, const double *x0)
{
    double *x = malloc((size_t)n * sizeof *x), *k = malloc((size_t)n * sizeof *k), *mid = malloc((size_t)n * sizeof *mid);
    double  sum = 0.0;
    for (int i = 0; i < n; i++)
        x[i] = x0[i];
    for (int t = 0; t < steps; t++) {
        for (int stage = 0; stage < 2; stage++) {
            for (int i = 0; i < n; i++)
                mid[i] = stage == 0 ? x[i] : x[i] + 0.1 * k[i];
            for (int i = 0; i < n; i++) {
                k[i] = 0.0;
                for (int j = 0; j < n; j++)
                    k[i] += m[i * n + j] * mid[j];
            }
        }
        for (int i = 0; i < n; i++)
            x[i] += 0.1 * k[i];
    }
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    free(x);
    free(k);
    free(mid);
    return sum;
}

/* No sine is calculated twice. */
ADGEN_GRAD(x0)
double sines(int n, int steps, const double *x0)
{
    double *x = malloc((size_t)n * sizeof *x), *mid = malloc((size_t)n * sizeof *mid), sum = 0.0;
    for (int i = 0; i < n; i++)
        x[i] = x0[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            mid[i] = sin(x[i] * x[n - 1 - i]);
        for (int i = 0; i < n; i++)
            x[i] += 0.1 * mid[i] * mid[n - 1 - i];
        for (int i = 0; i < n; i++)
            mid[i] = x[i] * x[n - 1 - i];
        for (int i = 0; i < n; i++)
            x[i] += 0.1 * mid[i] * mid[n - 1 - i];
    }
    for (int i = 0; i < n; i++)
        sum += x[i];
    free(x);
    free(mid);
    return sum;
}

/* The caller sees the workspace; the step ends early; what it begins with is in one of two buffers. */
ADGEN_VJP(x)
void seen(int n, int steps, double *restrict x, double *restrict mid, double *restrict k)
{
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            k[i] = x[i] * x[n - 1 - i];
        for (int i = 0; i < n; i++)
            mid[i] = x[i] + 0.1 * k[n - 1 - i];
        for (int i = 0; i < n; i++)
            k[i] = mid[i] * mid[n - 1 - i];
        for (int i = 0; i < n; i++)
            x[i] += 0.1 * k[i];
    }
}

ADGEN_GRAD(x0)
double early(int n, int steps, const double *x0)
{
    double *x = malloc((size_t)n * sizeof *x), *y = malloc((size_t)n * sizeof *y), *mid = malloc((size_t)n * sizeof *mid);
    double  sum = 0.0, *swap;
    for (int i = 0; i < n; i++)
        x[i] = x0[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            mid[i] = x[i] + 0.1 * x[i] * x[n - 1 - i];
        for (int i = 0; i < n; i++)
            y[i] = mid[i] * mid[n - 1 - i];
        for (int i = 0; i < n; i++)
            mid[i] = y[i] + 0.1 * x[i] * y[n - 1 - i];
        if (mid[0] > 2.0)
            break;
        for (int i = 0; i < n; i++)
            y[i] = x[i] + 0.1 * mid[i] * mid[n - 1 - i];
        swap = x;
        x = y;
        y = swap;
    }
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    free(x);
    free(y);
    free(mid);
    return sum;
}

/* What the step begins with is changed among the stages. */
ADGEN_GRAD(x0)
double between(int n, int steps, const double *x0)
{
    double *x = malloc((size_t)n * sizeof *x), *mid = malloc((size_t)n * sizeof *mid), sum = 0.0, gain = 0.5;
    for (int i = 0; i < n; i++)
        x[i] = x0[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            mid[i] = gain * x[i] * x[n - 1 - i];
        if (mid[0] > 0.2)
            gain += 0.1 * mid[n - 1];
        for (int i = 0; i < n; i++)
            sum += mid[i] * mid[n - 1 - i];
        for (int i = 0; i < n; i++)
            mid[i] = x[i] + gain * x[i] * x[n - 1 - i];
        for (int i = 0; i < n; i++)
            x[i] = gain * mid[i] * mid[n - 1 - i];
    }
    free(x);
    free(mid);
    return sum;
}

/*
 * check: a step runs again where that takes little, and what it needs is its own: not what is read afterwards, or has not been
 *   filled, or is seen by the caller; not sines, or products with a matrix; not a step that is left
 * check-gradient: left(5, 3, random(5, 0.2, 0.8))
 * check-gradient: partly(5, 3, random(5, 0.2, 0.8))
 * check-gradient: products(4, 3, random(16, -0.5, 0.5), random(4, 0.2, 0.8))
 * check-gradient: sines(5, 3, random(5, 0.2, 0.8))
 * check-gradient: seen(5, 3, random(5, 0.2, 0.8), zeros(5), zeros(5))
 * check-gradient: between(4, 3, random(4, 0.4, 0.9))
 * check-gradient: early(4, 3, random(4, 0.2, 0.8))
 * check-gradient: early(4, 6, random(4, 1.2, 1.8))
 */
