#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Blocks that are closer together than they are long: what an iteration adds, others read. */
ADGEN_GRAD(x)
double near(int m, int n, int apart, const double *x)
{
    double *p = calloc((size_t)m * apart + 2 * n, sizeof *p), sum = 0;
    for (int i = 0; i < m * apart + 2 * n; i++)
        p[i] = x[i % n];
    for (int q = 1; q < m; q++)
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++)
                p[q * apart + j] += p[(q - 1) * apart + k] * x[(k + j) % n];
    for (int i = 0; i < m * apart + n; i++)
        sum += p[i] * p[i];
    free(p);
    return sum;
}

/* Rows that go on into the next by one element. */
ADGEN_GRAD(x)
double long_rows(int m, int n, const double *x)
{
    double *p = calloc((size_t)(m + 1) * n + 1, sizeof *p), sum = 0;
    for (int i = 0; i <= (m + 1) * n; i++)
        p[i] = x[i % n];
    for (int q = 1; q < m; q++)
        for (int j = 0; j < n; j++)
            for (int k = 0; k <= n; k++)
                p[q * n + j] += p[(q - 1) * n + k] * x[(k + 2 * j) % n];
    for (int i = 0; i < m * n; i++)
        sum += p[i] * p[i];
    free(p);
    return sum;
}

/* A counter that is known behind its loop. */
ADGEN_GRAD(x)
double behind(int m, int n, const double *x)
{
    double *p = calloc((size_t)(m + 2) * n + 1, sizeof *p), sum = 0;
    int     k;
    for (int i = 0; i < (m + 2) * n; i++)
        p[i] = x[i % n];
    for (int q = 1; q < m; q++)
        for (int j = 0; j < n; j++) {
            for (k = 0; k < n; k++)
                p[q * n + j] += 0.5 * p[(q - 1) * n + k] * x[j];
            p[(q - 1) * n + k] += p[q * n + j] * 0.1;
        }
    for (int i = 0; i < m * n; i++)
        sum += p[i] * p[i];
    free(p);
    return sum;
}

/*
 * check: blocks that overlap
 * check-gradient: near(4, 3, 2, random(3, -1, 1))
 * check-gradient: near(4, 3, 1, random(3, -1, 1))
 * check-gradient: near(3, 3, 0, random(3, -1, 1))
 * check-gradient: near(3, 3, 4, random(3, -1, 1))
 * check-gradient: long_rows(4, 3, random(3, -1, 1))
 * check-gradient: behind(4, 3, random(3, -1, 1))
 */
