#include <adgen/adgen.h>
#include <stddef.h>

/* A pointer and a number that walk through two loops. */
ADGEN_GRAD(x, w)
double rows(int n, int m, const double *x, double *restrict w)
{
    double        s = 0.0;
    const double *p = x;
    int           at = 0;

    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) {
            w[at++] = *p * *p;
            p++;
        }
    for (int i = 0; i < n * m; i++)
        s += w[i] * w[i];
    return s;
}

/* Between rows a step of its own; the parameter itself walks. */
ADGEN_GRAD(x)
double padded(size_t n, size_t m, const double *x, const double *c)
{
    double s = 0.0;

    for (size_t i = 0; i < n; i++) {
        const double *k = c;
        for (size_t j = 0; j < m; j++)
            s += *x++ * *k++ * s;
        s += x[0] * x[1];
        x += 2;
    }
    return s + x[0];
}

/* Backward, from the end, by two. */
ADGEN_GRAD(x)
double backward(int n, const double *x)
{
    const double *p = x + 2 * n * n;
    double        s = 1.0;

    for (int i = n; i > 0; i--)
        for (int j = n - 1; j >= 0; j--) {
            p -= 2;
            s = s * p[0] + p[1] * i - j;
        }
    return s;
}

/* What it counts in one loop does not say what it counts in the other: the number of columns may be below zero. */
ADGEN_GRAD(x)
double two_loops(int n, int m, int k, const double *x)
{
    double s = 0.0;
    int    at = 0;

    for (int i = 0; i < n; i++) {
        for (int j = 0; j < m; j++)
            s += x[at++] * s * j + 1.0;
        for (int j = 0; j < k; j++)
            s *= x[at++];
    }
    return s;
}

/* It is asked for behind the loops. */
ADGEN_GRAD(x)
double behind(int n, int m, const double *x)
{
    double s = 0.0;
    int    at = 0;

    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            s += x[at++] * s + 0.25;
    return s * x[at];
}

/* As above, with numbers of iterations that are never below zero: it is what they say. */
ADGEN_GRAD(x)
double behind_fixed(const double *x)
{
    double        s = 0.0;
    const double *p = x;

    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++)
            s += *p++ * s + 0.25;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            s *= *p++;
    return s * p[0];
}

/* A triangle: rows differ. */
ADGEN_GRAD(x)
double triangle(int n, const double *x)
{
    double s = 0.0;
    int    at = 0;

    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++)
            s += x[at++] * s + j;
    return s;
}

/* It goes on from one iteration of the loop around to the next. */
ADGEN_GRAD(x)
double goes_on(int times, int n, const double *x)
{
    double s = 1.0;
    int    at = 0;

    for (int t = 0; t < times; t++) {
        s *= 0.5;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < 2; j++)
                s += x[at++] * s;
        if (s > 100.0)
            break;
    }
    return s;
}

/* Left early, and only where a condition holds: it does not tell. */
ADGEN_GRAD(x)
double conditional(int n, const double *x)
{
    double s = 0.0;
    int    at = 0, stop = 0;

    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            if (x[i * n + j] < 0.0)
                continue;
            s += x[at++] * x[i];
        }
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            if (s > 5.0) {
                stop = 1;
                break;
            }
            s += x[stop++] * x[j];
        }
    }
    return s;
}

/* It wraps round, as its type does. */
ADGEN_GRAD(x)
double wraps(const double *x)
{
    double        s = 0.0;
    unsigned char at = 250;

    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 4; j++)
            s += x[at++ % 5] * x[j];
    return s;
}

/* The bound is what walks. */
ADGEN_GRAD(x)
double bound(int n, const double *x)
{
    double s = 0.0;
    int    at = 0;

    for (int i = 0; i < n; i++)
        for (int j = at; j < n; j++) {
            s += x[j] * x[at];
            at++;
        }
    return s;
}

/* Counters of other types than their bounds, narrow ones, and a number without sign that counts down. */
ADGEN_GRAD(x)
double mixed(int n, long m, unsigned char k, const double *x)
{
    double        s = 1.0;
    const double *p = x;
    int           at = 0;
    unsigned      back = 40;

    for (unsigned char i = 1; i < k; i++)
        for (int j = 1; j < m; j++) {
            s += *p * s * 0.1;
            p += 2;
        }
    for (short i = 1; i <= n; i++)
        for (long j = 1; j < m; j++)
            s += x[at++] * x[0];
    for (int i = 0; i < n; i++)
        for (unsigned j = 0; j < 2; j++) {
            back -= 2;
            s += x[back] * s * 0.1;
        }
    return s;
}

/*
 * check: what counts or walks along through nested loops is what their counters say; not where iterations differ, are left out, or may be fewer than none
 * check-has: w[i * m + j] = x[(long)i * m + j] * x[(long)i * m + j];
 * check-gradient: rows(3, 4, random(12, -1, 1), zeros(12))
 * check-gradient: rows(0, 4, zeros(0), zeros(0))
 * check-gradient: rows(3, -1, zeros(0), zeros(0))
 * check-gradient: padded(3, 2, random(13, -1, 1), random(2, -1, 1))
 * check-gradient: padded(0, 2, random(1, -1, 1), random(2, -1, 1))
 * check-gradient: padded(2, 0, random(5, -1, 1), random(1, -1, 1))
 * check-gradient: backward(3, random(18, -1, 1))
 * check-gradient: backward(-1, random(2, -1, 1))
 * check-gradient: two_loops(2, 3, 2, random(10, -1, 1))
 * check-gradient: two_loops(3, 2, -5, random(6, -1, 1))
 * check-gradient: two_loops(3, -4, 2, random(6, -1, 1))
 * check-gradient: behind(2, 3, random(7, -1, 1))
 * check-gradient: behind(2, -3, random(7, -1, 1))
 * check-gradient: behind_fixed(random(11, -1, 1))
 * check-gradient: triangle(4, random(10, -1, 1))
 * check-gradient: goes_on(3, 2, random(12, -1, 1))
 * check-gradient: conditional(3, random(9, -1, 1))
 * check-gradient: wraps(random(5, -1, 1))
 * check-gradient: mixed(3, 4, 3, random(41, -1, 1))
 * check-gradient: mixed(0, 1, 0, random(41, -1, 1))
 * check-gradient: bound(4, random(5, -1, 1))
 */
