#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Behind a guard: each tanh is computed once. */
ADGEN_GRAD(w)
double guarded(int n, int m, const double *x, const double *y, const double *w)
{
    double sum = 0.0;
    if (n <= 0)
        return 0.0;
    for (int i = 0; i < n; i++) {
        double z = 0.0;
        for (int j = 0; j < m; j++)
            z += x[i * m + j] * w[j];
        double e = tanh(z) - y[i];
        sum += e * e;
    }
    return sum / n;
}

/* A block that might not be there, and an array whose length means nothing before the guard. */
ADGEN_GRAD(w)
double allocated(int n, int m, const double *x, const double *w)
{
    double *t, total = 0.0;
    if (n <= 0 || m <= 0)
        return -1.0;
    double z[m];
    t = malloc((size_t)m * sizeof *t);
    if (!t)
        return -2.0;
    for (int i = 0; i < n; i++) {
        double norm = 0.0;
        for (int j = 0; j < m; j++) {
            t[j] = asinh(x[i * m + j] * w[j]) + 3.0;
            norm += t[j];
        }
        for (int j = 0; j < m; j++) {
            z[j] = t[j] / norm;
            total += z[j] * z[j] * w[0];
        }
    }
    free(t);
    return total / n;
}

/* An iteration that is left out; another that recurs: its arrays are made once. */
ADGEN_GRAD(w)
double masked(int n, int m, const int *mask, const double *x, const double *w)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        if (!mask[i])
            continue;
        double h = x[i];
        for (int j = 0; j < m; j++)
            h = atan(h * w[j]);
        sum += h * h;
    }
    return sum;
}

/* With something before the branches that waits for them. */
ADGEN_GRAD(w)
double around(int n, int kind, const double *x, const double *w)
{
    double a = sin(w[0]) * w[1], sum = 0.0;
    if (kind > 1) {
        double b = exp(a);
        for (int i = 0; i < n; i++)
            sum += cbrt(x[i] * b);
        a = b;
    } else if (kind > 0) {
        for (int i = 0; i < n; i++)
            sum += log1p(x[i] * a);
    } else {
        sum = a;
    }
    return sum * 3.0;
}

/* Not: the adjoint hangs on what comes out of the branch. */
ADGEN_GRAD(w)
double squared(int n, int kind, const double *x, const double *w)
{
    double sum = 0.0;
    if (kind > 0)
        for (int i = 0; i < n; i++)
            sum += sinh(x[i] * w[0]);
    return sum * sum;
}

/* Not: a later loop takes the adjoints of what the branch adds to. */
ADGEN_GRAD(x)
double overwritten(int n, int kind, double *x)
{
    double sum = 0.0;
    if (kind > 0)
        for (int i = 0; i < n; i++)
            sum += cosh(x[i]);
    for (int i = 0; i < n; i++)
        x[i] = kind * x[i] + 1.0;
    return sum;
}

/* Not: what multiplies the sum is set in the branch. */
ADGEN_GRAD(x)
double scaled(int n, int kind, const double *x)
{
    double sum = 0.0, scale = 1.0;
    if (kind > 0) {
        for (int i = 0; i < n; i++)
            sum += erf(x[i]);
        scale = 2.0;
    }
    return sum * scale;
}

/* A way out of the loop around, in the branch. */
ADGEN_GRAD(x)
double left(int n, int m, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double part = 0.0;
        if (x[i] < 0.0) {
            for (int j = 0; j < m; j++)
                part += sin(x[i] * j);
            if (part > 0.5)
                break;
            part *= 2.0;
        }
        sum += part * x[i];
    }
    return sum;
}

/* A value that the branch changes and that is read behind it; a block freed in one branch. */
ADGEN_GRAD(x)
double changed(int n, int kind, const double *x)
{
    double *t = malloc((size_t)n * sizeof *t), sum = 0.0;
    int     m = n;
    for (int i = 0; i < n; i++)
        t[i] = expm1(x[i]);
    if (kind > 0) {
        m = n - 1;
        for (int i = 0; i < m; i++)
            sum += t[i] * t[i + 1];
        free(t);
        t = NULL;
    } else {
        for (int i = 0; i < n; i++)
            sum += t[i] * t[i];
    }
    if (t)
        free(t);
    return sum * 2.0 + m;
}

/* Branches in branches, in a loop, with arrays of their own. */
ADGEN_GRAD(x, w)
double nested(int n, int m, const int *kind, const double *x, const double *w)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double scale = w[0] * x[i];
        if (kind[i] > 0) {
            double t[4] = {0.0};
            for (int j = 0; j < m; j++)
                t[j] = x[i] * w[j] + scale;
            if (kind[i] > 1) {
                for (int j = 0; j < m; j++)
                    sum += t[j] * t[j];
            } else {
                for (int j = 0; j < m; j++)
                    sum += sqrt(t[j] * t[j] + 1.0);
            }
        } else if (kind[i] < 0) {
            scale = scale * scale;
            sum += scale;
        } else {
            sum -= scale * x[i];
        }
    }
    return sum;
}

/* Not: what the branch sets is used before another loop. */
ADGEN_GRAD(x)
double used(int n, int kind, const double *x)
{
    double part = x[0], total;
    if (kind > 0) {
        double s = 0.0;
        for (int i = 0; i < n; i++)
            s += sin(x[i]);
        part = 2.0 * s;
    }
    total = part * 3.0;
    for (int i = 0; i < n; i++)
        total += cos(x[i]);
    return total;
}

/*
 * check: a branch whose adjoints are known before it runs, runs forward and at once backward
 * check-args: --no-jam
 * check-gradient: guarded(3, 2, random(6, -1, 1), random(3, -1, 1), random(2, -1, 1))
 * check-gradient: guarded(0, 2, NULL, NULL, random(2, -1, 1))
 * check-gradient: allocated(3, 2, random(6, -1, 1), random(2, -1, 1))
 * check-gradient: allocated(3, 0, random(6, -1, 1), random(2, -1, 1))
 * check-gradient: masked(4, 3, {1, 0, 1, 1}, random(4, -1, 1), random(3, -1, 1))
 * check-gradient: around(3, 2, random(3, 0.5, 1), random(2, 0.5, 1))
 * check-gradient: around(3, 1, random(3, 0.5, 1), random(2, 0.5, 1))
 * check-gradient: around(3, 0, random(3, 0.5, 1), random(2, 0.5, 1))
 * check-gradient: squared(3, 1, random(3, -1, 1), random(1, -1, 1))
 * check-gradient: squared(3, 0, random(3, -1, 1), random(1, -1, 1))
 * check-gradient: overwritten(3, 1, random(3, -1, 1))
 * check-gradient: overwritten(3, 0, random(3, -1, 1))
 * check-gradient: scaled(3, 1, random(3, -1, 1))
 * check-gradient: scaled(3, 0, random(3, -1, 1))
 * check-gradient: left(4, 3, {0.5, -0.25, -1.5, 0.75})
 * check-gradient: left(4, 3, {0.5, -4.0, -1.5, 0.75})
 * check-gradient: changed(3, 1, random(3, -1, 1))
 * check-gradient: changed(3, 0, random(3, -1, 1))
 * check-gradient: nested(4, 3, {2, 1, -1, 0}, random(4, -1, 1), random(3, -1, 1))
 * check-gradient: used(3, 1, random(3, -1, 1))
 * check-gradient: used(3, 0, random(3, -1, 1))
 * check-count: 1 tanh(
 * check-count: 1 if (n <= 0)
 * check-count: 1 asinh(
 * check-count: 1 if (mask[i])
 * check-has: double *h_at = adgen_allocate(m, sizeof(double)); for
 * check-count: 1 log1p(
 * check-count: 1 if (kind > 1)
 * check-has: adgen_allocate(n, sizeof(double))
 */
