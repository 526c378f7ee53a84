#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* What is filled grows or shrinks: an iteration reads what another one left. */
ADGEN_GRAD(x)
double shrinks(int n, const double *x)
{
    double *w = malloc((size_t)n * sizeof *w);
    double sum = 0.0;
    for (int p = 0; p < n; p++) {
        for (int c = 0; c < n - p; c++)
            w[c] = x[c] * sin(x[c] + p);
        sum += w[n - 1] * w[0] * x[p];
    }
    free(w);
    return sum;
}

/* The bound changes. */
ADGEN_GRAD(x)
double changes(int n, int k, const double *x)
{
    double *w = malloc((size_t)k * sizeof *w);
    double sum = 0.0;
    for (int p = 0; p < n; p++) {
        for (int c = 0; c < k; c++)
            w[c] = x[c] * x[c] + p;
        sum += w[0] * w[0] + w[1];
        k = 0;
    }
    free(w);
    return sum;
}

/* Another statement writes beyond what the loop fills. */
ADGEN_GRAD(x)
double beyond(int n, int k, const double *x)
{
    double *w = malloc((size_t)(k + 2) * sizeof *w);
    double sum = 0.0;
    for (int p = 0; p < n; p++) {
        for (int c = 0; c < k; c++)
            w[c] = x[c] * x[c];
        if (p > 0)
            sum += w[k] * w[k];
        w[k] = x[p] * sin(x[p]);
    }
    free(w);
    return sum;
}

/* Nothing is filled, but the first element: after it is read. */
ADGEN_GRAD(x)
double behind(int n, int k, const double *x)
{
    double *w = malloc((size_t)n * sizeof *w);
    double sum = 0.0;
    w[0] = x[0] * x[1];
    for (int p = 0; p < n; p++) {
        for (int c = 0; c < k; c++)
            w[c] = x[c] * x[c];
        sum += w[0] * w[0];
    }
    free(w);
    return sum;
}

/* Zeros that an allocation leaves. */
ADGEN_GRAD(x)
double zeros(int n, int k, const double *x)
{
    double *w = calloc((size_t)n, sizeof *w);
    double sum = 0.0;
    for (int p = 0; p < n; p++) {
        for (int c = 0; c < k; c++)
            w[c] = x[c] * x[c] + w[c];
        sum += w[n - 1] + w[0] * w[0];
    }
    free(w);
    return sum;
}

/* One that starts later than what is read. */
ADGEN_GRAD(x)
double from_one(int n, int k, const double *x)
{
    double *w = malloc((size_t)k * sizeof *w);
    double sum = 0.0;
    for (int p = 0; p < n; p++) {
        for (int c = 1; c < k; c++)
            w[c] = x[c] * x[c] * p;
        if (p == 0)
            w[0] = x[0] * x[1];
        for (int c = 0; c < k; c++)
            for (int e = c; e < k; e++)
                sum += w[c] * w[e];
    }
    free(w);
    return sum;
}

/* A diagonal, of which the loops read more; a triangle, of which they read the other half. */
ADGEN_GRAD(x)
double half(int n, int k, const double *x)
{
    double *w = malloc((size_t)(k * k) * sizeof *w);
    double sum = 0.0;
    for (int i = 0; i < k * k; i++)
        w[i] = x[i % k];
    for (int p = 0; p < n; p++) {
        for (int i = 0; i < k; i++)
            w[i * k + i] = x[i] * x[i];
        for (int i = 0; i < k; i++)
            for (int j = 0; j < i; j++)
                w[i * k + j] = x[i] * x[j] + w[j * k + i];
        for (int i = 0; i < k; i++)
            for (int j = 0; j < k; j++)
                sum += w[i * k + j] * w[i * k + j];
        for (int i = 0; i < k; i++)
            for (int j = i; j < k; j++)
                w[i * k + j] = sin(w[i * k + j]) + w[j * k + i];
    }
    free(w);
    return sum;
}

/*
 * check: what an earlier iteration left in an array is no iteration's own
 * check-gradient: shrinks(4, random(4, -1, 1))
 * check-gradient: changes(3, 4, random(4, -1, 1))
 * check-gradient: beyond(4, 2, random(4, -1, 1))
 * check-gradient: behind(3, 0, random(4, -1, 1))
 * check-gradient: behind(3, 2, random(4, -1, 1))
 * check-gradient: zeros(4, 2, random(4, -1, 1))
 * check-gradient: zeros(4, 0, random(4, -1, 1))
 * check-gradient: from_one(3, 4, random(4, -1, 1))
 * check-gradient: half(3, 4, random(4, -1, 1))
 * check-count: 11 _at = adgen_allocate(
 * check-count: 45 for (
 */
