#include <adgen/adgen.h>
#include <stddef.h>

/* The variable is plain, what it is made of is not: i - 1 wraps. */
ADGEN_GRAD(h)
double through_a_variable(size_t n, double *restrict h)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        size_t im = i - 1;
        if (im < n)
            h[i] = h[i] * h[i - 1];
        else
            h[n - 1] = h[n - 1] * h[i];
        sum += h[n - 1];
    }
    return sum;
}

/* Both are compared as size_t, and i - 1 may be -1. */
ADGEN_GRAD(h)
double cast_for_the_comparison(int n, double *restrict h)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        if ((size_t)(i - 1) < (size_t)n)
            h[i] = h[i] * h[i - 1];
        else
            h[n - 1] = h[n - 1] * h[i];
        sum += h[n - 1];
    }
    return sum;
}

/* Without a cast. */
ADGEN_GRAD(h)
double mixed(size_t n, double *restrict h)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        if (i - 1 < n)
            h[i] = h[i] * h[i - 1];
        else
            h[n - 1] = h[n - 1] * h[i];
        sum += h[n - 1];
    }
    return sum;
}
/* A ring: the first one's neighbour is the last one. */
ADGEN_GRAD(h)
double neighbour(size_t n, double *restrict h)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        size_t left = i - 1;
        double l = 1.0;
        if (left < n)
            l = h[left];
        else
            l = h[n - 1];
        h[i] = h[i] * l;
        sum += h[i] * l;
    }
    return sum;
}
/* Nothing is subtracted here. */
ADGEN_GRAD(a)
double factor(size_t n, double *restrict a)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double s = a[i * n + j];
            for (size_t k = 0; k < j; k++)
                s -= a[i * n + k] * a[j * n + k];
            a[i * n + j] = i == j ? s * s : s / a[j * n + j];
        }
    for (size_t i = 0; i < n; i++)
        sum += a[i * n + i] * a[i * n];
    return sum;
}

/*
 * check: unsigned numbers wrap, and say less about indices
 * check-gradient: through_a_variable(4, random(4, 0.5, 1.2))
 * check-gradient: cast_for_the_comparison(4, random(4, 0.5, 1.2))
 * check-gradient: mixed(4, random(4, 0.5, 1.2))
 * check-gradient: neighbour(4, random(4, 0.5, 1.2))
 * check-gradient: factor(3, {2.0, 0.1, 0.2, 0.4, 3.0, 0.1, 0.7, 0.5, 2.5})
 * check-omits: a_value_at
 */
