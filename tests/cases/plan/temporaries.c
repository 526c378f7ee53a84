#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Residuals, their weights, their sum: one loop, and no array. */
ADGEN_GRAD(a)
double residuals(int n, int m, const double *x, const double *y, const double *a)
{
    double *r = malloc((size_t)n * sizeof *r), *w = malloc((size_t)n * sizeof *w), sum = 0.0;
    if (!r || w == NULL) {
        free(r);
        free(w);
        return -1.0;
    }
    for (int i = 0; i < n; i++) {
        double s = 0.0;
        for (int j = 0; j < m; j++)
            s += x[i * m + j] * a[j];
        r[i] = s - y[i];
    }
    for (int k = 0; k < n; k++)
        w[k] = 1.0 / (1.0 + r[k] * r[k]);
    double scale = 0.5 * a[0];
    for (int i = 0; i < n; i++)
        sum += scale * w[i] * r[i] * r[i];
    free(r);
    free(w);
    return sum;
}

/* A local array; the element is assigned twice, and under a condition. */
ADGEN_GRAD(x)
double local(const double *x, double limit)
{
    double t[8], sum = 0.0;
    for (int i = 0; i < 8; i++) {
        t[i] = sin(x[i]);
        if (t[i] > limit)
            t[i] = limit;
    }
    for (int i = 0; i < 8; i++)
        sum += t[i] * t[i];
    return sum;
}

/* Not: the neighbour's. */
ADGEN_GRAD(x)
double neighbours(int n, const double *x)
{
    double *t = malloc((size_t)n * sizeof *t), sum = 0.0;
    for (int i = 0; i < n; i++)
        t[i] = cos(x[i]);
    for (int i = 0; i < n - 1; i++)
        sum += t[i] * t[i + 1];
    free(t);
    return sum;
}

/* Not: another range. */
ADGEN_GRAD(x)
double ranges(int n, const double *x)
{
    double t[8] = {0.0}, sum = 0.0;
    for (int i = 0; i < n; i++)
        t[i] = exp(x[i]);
    for (int i = 0; i < 8; i++)
        sum += t[i] * t[i];
    return sum;
}

/* Not: the second needs all of the first. */
ADGEN_GRAD(x)
double normed(int n, const double *x)
{
    double *t = malloc((size_t)n * sizeof *t), norm = 0.0, sum = 0.0;
    for (int i = 0; i < n; i++) {
        t[i] = exp(x[i]);
        norm += t[i];
    }
    for (int i = 0; i < n; i++)
        sum += t[i] * t[i] / norm;
    free(t);
    return sum;
}

/* Not: the second overwrites what the first will read; the first what the second has read. */
ADGEN_GRAD(x)
double shifted(int n, double *x)
{
    double *t = malloc((size_t)n * sizeof *t), sum = 0.0;
    for (int i = 0; i < n - 1; i++)
        t[i] = x[i] * x[i + 1];
    for (int i = 0; i < n - 1; i++) {
        x[i + 1] = t[i] + 1.0;
        sum += t[i] * x[i];
    }
    free(t);
    return sum;
}

/* Not: left from before, or used behind. */
ADGEN_GRAD(x)
double left(int n, const double *x)
{
    double t[8] = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0}, u[8], sum = 0.0;
    for (int i = 0; i < n; i++) {
        sum += t[i] * x[i];
        t[i] = x[i] * x[i];
        u[i] = t[i] * x[0];
    }
    for (int i = 0; i < n; i++)
        sum += t[i] * sin(u[i]);
    return sum + u[n - 1];
}

/* Not: it is handed on. */
static double first(const double *t)
{
    return t[0] * t[0];
}

ADGEN_GRAD(x)
double handed(int n, const double *x)
{
    double t[8], sum = 0.0;
    const double *p = t;
    for (int i = 0; i < n; i++)
        t[i] = x[i] * x[i];
    for (int i = 0; i < n; i++)
        sum += t[i] * x[0];
    return sum + first(p);
}

/* Not: what stands between changes what the first has read. */
ADGEN_GRAD(x)
double between(int n, const double *x)
{
    double t[8], scale = 2.0, sum = 0.0;
    for (int i = 0; i < n; i++)
        t[i] = x[i] * scale;
    scale = 3.0;
    for (int i = 0; i < n; i++)
        sum += t[i] * t[i] * scale;
    return sum;
}

/*
 * check: an array of which each iteration uses its own element is a variable, and the loops that hand it on are one
 * check-gradient: residuals(3, 2, random(6, -1, 1), random(3, -1, 1), random(2, -1, 1))
 * check-gradient: residuals(0, 2, NULL, NULL, random(2, -1, 1))
 * check-gradient: local(random(8, -1, 1), 0.3)
 * check-gradient: neighbours(4, random(4, -1, 1))
 * check-gradient: ranges(4, random(4, -1, 1))
 * check-gradient: normed(4, random(4, -1, 1))
 * check-gradient: shifted(4, random(4, -1, 1))
 * check-gradient: left(4, random(4, -1, 1))
 * check-gradient: handed(4, random(4, -1, 1))
 * check-gradient: between(4, random(4, -1, 1))
 * check-omits: r[i]
 * check-omits: w_adj
 * check-has: double t_i = sin(x[i]);
 * check-has: t[i] = cos(x[i])
 */
