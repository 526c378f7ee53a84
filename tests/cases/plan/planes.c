#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Pairs of points, each a group of three numbers, in a block of the function's own. */
ADGEN_GRAD(x, w)
double pairs(int n, const double *x, const double *w)
{
    double *p = malloc(3 * (size_t)n * sizeof *p), *f = malloc(3 * (size_t)n * sizeof *f);
    double  total = 0.0;

    for (int i = 0; i < 3 * n; i++) {
        p[i] = sin(x[i]);
        f[i] = 0.0;
    }
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            double d0 = p[3 * j] - p[3 * i], d1 = p[3 * j + 1] - p[3 * i + 1], d2 = p[3 * j + 2] - p[3 * i + 2];
            double force = 1.0 / sqrt(0.5 + d0 * d0 + d1 * d1 + d2 * d2);

            f[3 * i] += w[j] * force * d0;
            f[3 * j] -= w[i] * force * d0;
            f[3 * i + 1] += w[j] * force * d1;
            f[3 * j + 1] -= w[i] * force * d1;
            f[3 * i + 2] += w[j] * force * d2;
            f[3 * j + 2] -= w[i] * force * d2;
        }
    for (int i = 0; i < 3 * n; i++)
        total += f[i] * f[i] * f[i];
    free(p);
    free(f);
    return total;
}

/* Those before it: the last iteration of the outer loop is the one with most. */
ADGEN_GRAD(x, w)
double earlier(int n, const double *x, const double *w)
{
    double *p = malloc(2 * (size_t)n * sizeof *p), *f = malloc(2 * (size_t)n * sizeof *f);
    double  total = 0.0;

    for (int i = 0; i < 2 * n; i++) {
        p[i] = sin(x[i]);
        f[i] = 0.0;
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++) {
            double d0 = p[2 * j] - p[2 * i], d1 = p[2 * j + 1] - p[2 * i + 1];
            double force = 1.0 / sqrt(0.5 + d0 * d0 + d1 * d1);

            f[2 * i] += w[j] * force * d0;
            f[2 * j] -= w[i] * force * d0;
            f[2 * i + 1] += w[j] * force * d1;
            f[2 * j + 1] -= w[i] * force * d1;
        }
    for (int i = 0; i < 2 * n; i++)
        total += f[i] * f[i] * f[i];
    free(p);
    free(f);
    return total;
}

/*
 * check: coordinates that lie interleaved are copied apart for loops over all pairs
 * check-has: if (n > 1) { for (int j = 0; j < n; j++) { p_planes[j] = p[3 * j]; p_planes[n + j] = p[3 * j + 1];
 * check-has: double d0 = p_planes[j] - p_planes[i];
 * check-has: p_adj[2 * j] = p_adj_planes[j]; p_adj[2 * j + 1] = p_adj_planes[n + j];
 * check-has: ADGEN_INDEPENDENT_RAGGED for (int j = i + 1; j < n; j++)
 * check-gradient: pairs(0, NULL, NULL)
 * check-gradient: pairs(1, random(3, -1, 1), random(1, 0.5, 1))
 * check-gradient: pairs(2, random(6, -1, 1), random(2, 0.5, 1))
 * check-gradient: pairs(19, random(57, -1, 1), random(19, 0.5, 1))
 * check-gradient: earlier(0, NULL, NULL)
 * check-gradient: earlier(1, random(2, -1, 1), random(1, 0.5, 1))
 * check-gradient: earlier(2, random(4, -1, 1), random(2, 0.5, 1))
 * check-gradient: earlier(18, random(36, -1, 1), random(18, 0.5, 1))
 */
