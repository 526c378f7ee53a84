#include <adgen/adgen.h>
#include <stdlib.h>

/* In floats. */
ADGEN_GRAD(u0)
float floats(int n, int steps, const float *u0)
{
    float *u = calloc((size_t)n * (size_t)n, sizeof *u), *v = calloc((size_t)n * (size_t)n, sizeof *v), sum = 0.0f;
    for (int i = 0; i < n * n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        float *w = u;
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                v[i * n + j] = 0.5f * u[i * n + j] + 0.25f * u[i * n + j - 1] * u[(i - 1) * n + j];
        u = v;
        v = w;
    }
    for (int i = 0; i < n * n; i++)
        sum += u[i] * u[i];
    free(u);
    free(v);
    return sum;
}

/* Two runs; between them changes what the first one reads. */
ADGEN_GRAD(u, k)
void twice(int n, int steps, int more, double *restrict u, double *restrict k)
{
    for (int t = 0; t < steps; t++)
        for (int i = 1; i < n; i++)
            for (int j = 1; j < n; j++)
                u[i * n + j] = 0.5 * u[i * n + j] + 0.25 * u[i * n + j - 1] * u[(i - 1) * n + j] * k[i * n + j];
    for (int i = 0; i < n * n; i++)
        k[i] = 0.5 * k[i] * k[i];
    for (int t = 0; t < more; t++)
        for (int i = 1; i < n; i++)
            for (int j = 1; j < n; j++)
                u[i * n + j] = 0.5 * u[i * n + j] + 0.125 * u[i * n + j] * u[(i - 1) * n + j] * k[i * n + j];
}

/* Volumes; a size changes afterwards. */
ADGEN_GRAD(u0, c)
double volumes(int n, int m, int steps, const double *u0, double c)
{
    double *u = malloc((size_t)n * (size_t)m * (size_t)n * sizeof *u), sum = 0.0;
    if (!u)
        abort();
    for (int i = 0; i < n * m * n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++)
        for (int i = 1; i < n; i++)
            for (int j = 0; j < m; j++)
                for (int l = 0; l < n; l++)
                    u[(i * m + j) * n + l] += c * u[(i * m + j) * n + l] * u[((i - 1) * m + j) * n + l];
    int all = n * m * n;
    n = 0;
    for (int i = 0; i < all; i++)
        sum += u[i] * u[i];
    free(u);
    return sum + n;
}

/* In a branch, after a return. */
ADGEN_GRAD(u0)
double branch(int n, int steps, int kind, const double *u0)
{
    if (n < 1)
        return 0.0;
    double *u = malloc((size_t)n * (size_t)n * sizeof *u), sum = 0.0;
    for (int i = 0; i < n * n; i++)
        u[i] = u0[i];
    if (kind > 0) {
        for (int t = 0; t < steps; t++)
            for (int i = 1; i < n; i++)
                for (int j = 1; j < n; j++)
                    u[i * n + j] = 0.5 * u[i * n + j] * (1.0 + 0.25 * u[i * n + j - 1] * t);
    }
    for (int i = 0; i < n * n; i++)
        sum += u[i] * u[i];
    free(u);
    return sum;
}

/*
 * check: long runs in floats, several in one function, over volumes and in branches
 * check-count: 4 = adgen_stride(
 * check-gradient: floats(5, 6, random(25, 0.2f, 0.9f))
 * check-gradient: twice(4, 5, 3, random(16, 0.2, 0.9), random(16, 0.2, 0.9))
 * check-gradient: twice(4, 0, 3, random(16, 0.2, 0.9), random(16, 0.2, 0.9))
 * check-gradient: twice(1, 2, 3, random(1, 0.2, 0.9), random(1, 0.2, 0.9))
 * check-gradient: volumes(3, 2, 5, random(18, 0.2, 0.9), 0.3)
 * check-gradient: branch(4, 5, 1, random(16, 0.2, 0.9))
 * check-gradient: branch(4, 5, 0, random(16, 0.2, 0.9))
 * check-gradient: branch(-3, 5, 1, random(9, 0.2, 0.9))
 */
