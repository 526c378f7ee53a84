#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

/* Within a cast, the start is -1: more than any number without a sign. */
ADGEN_GRAD(x)
double cast(int n, int steps, size_t m, double *x)
{
    double sum = 1.0;
    for (int t = 0; t < steps; t++) {
        for (int i = (signed char)255; i < m; i++)
            for (int k = 0; k < n; k++)
                sum += x[i] * x[k] * 0.1;
        for (size_t i = 0; i < m; i++)
            x[i] = sin(x[i]) * sum;
    }
    for (size_t i = 0; i < m; i++)
        sum += x[i] * x[i];
    return sum;
}

/* A start below zero is far beyond the end. */
ADGEN_GRAD(x)
double start(int n, int from, int steps, size_t m, double *x)
{
    double sum = 1.0;
    for (int t = 0; t < steps; t++) {
        for (size_t i = from; i < m; i++)
            for (int k = 0; k < n; k++)
                sum += x[i] * x[k] * 0.1;
        for (size_t i = 0; i < m; i++)
            x[i] = sin(x[i]) * sum;
    }
    for (size_t i = 0; i < m; i++)
        sum += x[i] * x[i];
    return sum;
}

/* So is a difference below zero. */
ADGEN_GRAD(x)
double difference(int n, size_t back, int steps, size_t m, double *x)
{
    double sum = 1.0;
    for (int t = 0; t < steps; t++) {
        for (size_t i = m - back; i < m; i++)
            for (int k = 0; k < n; k++)
                sum += x[i] * x[k] * 0.1;
        for (size_t i = 0; i < m; i++)
            x[i] = sin(x[i]) * sum;
    }
    for (size_t i = 0; i < m; i++)
        sum += x[i] * x[i];
    return sum;
}

/* Downward, so is an end below zero. */
ADGEN_GRAD(x)
double end(int n, int to, int steps, size_t m, double *x)
{
    double sum = 1.0;
    for (int t = 0; t < steps; t++) {
        for (size_t i = m - 1; i > to; i--)
            for (int k = 0; k < n; k++)
                sum += x[i] * x[k] * 0.1;
        for (size_t i = 0; i < m; i++)
            x[i] = sin(x[i]) * sum;
    }
    for (size_t i = 0; i < m; i++)
        sum += x[i] * x[i];
    return sum;
}

/*
 * check: what a loop that does not run would read is not copied
 * check-args: -Wno-sign-compare
 * check-gradient: cast(3, 2, 3, random(3, 0.2, 0.5))
 * check-gradient: start(3, 1, 2, 3, random(3, 0.2, 0.5))
 * check-gradient: start(3, -500000, 2, 3, random(3, 0.2, 0.5))
 * check-gradient: difference(3, 2, 2, 3, random(3, 0.2, 0.5))
 * check-gradient: difference(3, 500000, 2, 3, random(3, 0.2, 0.5))
 * check-gradient: end(3, 0, 2, 3, random(3, 0.2, 0.5))
 * check-gradient: end(3, -500000, 2, 3, random(3, 0.2, 0.5))
 */
