#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

/* Rows may be shorter than what is read of them: the next row's first elements are in it. */
ADGEN_GRAD(a)
double rows_that_overlap(int n, int m, double *restrict a)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 1; j < n; j++) {
            a[i * m + j] = a[i * m + j] * a[i * m + j - 1];
            sum += a[i * m + j];
        }
    return sum;
}

/* Written by the next iteration of the outer loop. */
ADGEN_GRAD(h)
double again(int n, int steps, double *restrict h)
{
    for (int s = 0; s < steps; s++)
        for (int t = 1; t < n; t++)
            h[t] = h[t - 1] * (1.0 - 0.5 * h[t - 1]) + h[t];
    return h[n - 1];
}

/* Downwards, the one above is finished; upwards, it is not. */
ADGEN_GRAD(h)
double up(int n, double *restrict h)
{
    double sum = 0.0;
    for (int t = 0; t < n - 1; t++) {
        h[t] = h[t] * h[t + 1];
        sum += h[t];
    }
    return sum;
}

/* Where it is the last element, it is written twice. */
ADGEN_GRAD(h)
double twice(int n, int last, double *restrict h)
{
    for (int t = 1; t < n; t++) {
        h[t] = h[t - 1] * h[t - 1];
        if (t != last)
            h[t - 1] = sin(h[t]);
    }
    return h[n - 1] * h[0];
}

/* The pointer moves. */
ADGEN_GRAD(h)
double moved(int n, double *restrict h)
{
    double *p = h, sum = 0.0;
    for (int t = 1; t < n; t++) {
        p[t / 2] = p[t / 2] * p[t];
        p += t % 2;
        sum += p[0] * p[0];
    }
    return sum;
}

/* The bound, and what the index is made of, change on the way. */
ADGEN_GRAD(h)
double changing(int n, double *restrict h)
{
    int  first = 0, end = 2;
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        for (int k = first; k < end; k++) {
            h[k + 1] = h[k + 1] * h[k];
            sum += h[k + 1];
        }
        first = 1 - first;
        end = 3 - first;
    }
    return sum;
}

/* One counter for two loops. */
ADGEN_GRAD(h)
double one_counter(int n, double *restrict h)
{
    double sum = 0.0;
    int    k = 2;
    for (int i = 0; i < n; i++) {
        if (k < 3)
            for (k = 1; k < n; k++)
                h[k] = h[k] * h[k - 1];
        k = i % 3;
        sum += h[n - 1];
    }
    return sum;
}

/* size_t wraps: what lies between 0 and n - 1 does not stay there. */
ADGEN_GRAD(h)
double wraps(size_t n, double *restrict h)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (i - 1 < n)
            h[i] = h[i] * h[i - 1];
        else
            h[n - 1] = h[n - 1] * h[i];
        sum += h[n - 1];
    }
    return sum;
}

/*
 * check: what a later iteration writes is kept
 * check-gradient: rows_that_overlap(3, 2, random(7, 0.5, 1.5))
 * check-gradient: rows_that_overlap(3, 3, random(9, 0.5, 1.5))
 * check-gradient: rows_that_overlap(3, 0, random(3, 0.5, 1.5))
 * check-gradient: again(4, 3, random(4, 0.2, 0.9))
 * check-gradient: up(5, random(5, 0.5, 1.5))
 * check-gradient: twice(5, 3, random(5, 0.5, 1.5))
 * check-gradient: moved(6, random(9, 0.5, 1.5))
 * check-gradient: changing(3, random(4, 0.5, 1.5))
 * check-gradient: one_counter(4, random(4, 0.5, 1.2))
 * check-gradient: wraps(4, random(4, 0.5, 1.2))
 */
