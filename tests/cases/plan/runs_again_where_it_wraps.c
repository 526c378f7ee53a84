#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

/* Nobody knows how often the loop runs: the copy is made within it. */
ADGEN_GRAD(x)
double wraps(int n, int from, int begin, size_t steps, size_t m, double *x)
{
    double sum = 1.0;
    for (int t = begin; t < steps; t++) {
        double all = 0.0;
        for (int i = from; i < m; i++)
            for (int k = 0; k < n; k++) {
                double a = x[k] * 0.5, d = a - 0.3, q = d * d + 0.4, r = d * q, s = r * q + d, v = s * s, w = v * s * r;
                all += 0.1 * r * s * v * w;
            }
        for (int i = 0; i < n; i++)
            x[i] = sin(x[i]) * 0.1 * all;
        sum += all;
    }
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sum;
}

/* The same counted without a sign. */
ADGEN_GRAD(x)
double starts(int n, int from, int begin, size_t steps, size_t m, double *x)
{
    double sum = 1.0;
    for (size_t t = begin; t < steps; t++) {
        double all = 0.0;
        for (size_t i = from; i < m; i++)
            for (int k = 0; k < n; k++) {
                double a = x[k] * 0.5, d = a - 0.3, q = d * d + 0.4, r = d * q, s = r * q + d, v = s * s, w = v * s * r;
                all += 0.1 * r * s * v * w;
            }
        for (int i = 0; i < n; i++)
            x[i] = sin(x[i]) * 0.1 * all;
        sum += all;
    }
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sum;
}

/*
 * check: copies that let loops run again are made within loops whose bounds may wrap round
 * check-args: -Wno-sign-compare
 * check-gradient: wraps(3, 0, 0, 3, 2, random(3, 0.2, 0.5))
 * check-gradient: wraps(3, -1, 0, 3, 2, random(3, 0.2, 0.5))
 * check-gradient: starts(3, 0, 0, 3, 2, random(3, 0.2, 0.5))
 * check-gradient: starts(3, -1, 0, 3, 2, random(3, 0.2, 0.5))
 */
