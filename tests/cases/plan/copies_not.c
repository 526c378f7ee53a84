#include <adgen/adgen.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

/* Read once each: what is read is kept as it is. */
ADGEN_GRAD(x)
double once(int n, double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i] * sum;
    for (int i = 0; i < n; i++)
        x[i] = cos(x[i]);
    for (int i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

/* The first iteration may be none: a negative counter is more than what has no sign. */
ADGEN_GRAD(x)
double wraps(int n, int steps, size_t m, double *x)
{
    double sum = 1.0;
    for (int t = 0; t < steps; t++) {
        for (int i = n - 2; i < m; i++)
            for (int k = n - 2; k < m; k++)
                sum += x[i] * x[k] * 0.1;
        for (size_t i = 0; i < m; i++)
            x[i] = sin(x[i]) * sum;
    }
    for (size_t i = 0; i < m; i++)
        sum += x[i] * x[i];
    return sum;
}

/* How many are read changes while they are read. */
ADGEN_GRAD(x)
double grows(int n, double *x)
{
    double sum = 0.0;
    int    m = 1;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < m; j++)
            sum += x[i] * x[j] * (j + 1);
        m = (3 * m) % 5 + 1 < n ? (3 * m) % 5 + 1 : n;
    }
    for (int i = 0; i < n; i++)
        x[i] = x[i] * x[i] * sum;
    for (int i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

/* A bool that has no value yet must not be read, not even to copy it. */
ADGEN_GRAD(x)
double masked(int n, int steps, const double *x)
{
    bool   mask[64];
    double u[64], sum = 0.1;
    for (int i = 0; i < n; i++) {
        mask[i] = i % 2;
        u[i] = x[i];
    }
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (i != j + t)
                    sum += u[i] * u[j] * mask[j] * 0.1;
        for (int i = 0; i < n; i++) {
            mask[i] = !mask[i] || i == t;
            u[i] = sin(u[i]) * sum;
        }
    }
    return sum;
}

/*
 * check: what is read once, in loops of which nobody knows what they run through, is not copied
 * check-omits: x_kept = adgen_allocate
 * check-omits: free(x_kept)
 * check-omits: mask_kept[
 * check-gradient: once(5, random(5, 0.1, 1))
 * check-gradient: wraps(2, 2, 4, random(4, 0.1, 0.5))
 * check-gradient: wraps(0, 2, 4, random(4, 0.1, 0.5))
 * check-gradient: wraps(1, 1, 0, random(4, 0.1, 0.5))
 * check-gradient: grows(6, random(6, 0.1, 0.7))
 * check-gradient: grows(1, random(6, 0.1, 0.7))
 * check-gradient: masked(5, 3, random(5, 0.1, 0.7))
 * check-gradient: masked(0, 3, random(5, 0.1, 0.7))
 */
