#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* What a step reads is kept, and what it fills is read by the next one: it is written where it is kept. */
ADGEN_GRAD(u0)
double swapped(int n, int steps, double a, const double *u0)
{
    double *u = malloc((size_t)n * sizeof *u), *next = malloc((size_t)n * sizeof *next), *swap, sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        next[0] = 0.0;
        for (int i = 1; i < n - 1; i++)
            next[i] = u[i] - a * u[i] * (u[i + 1] - u[i - 1]);
        next[n - 1] = 0.5 * u[0] * u[n - 1];
        swap = u;
        u = next;
        next = swap;
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i];
    free(u);
    free(next);
    return sum;
}

/* Copied back, from the first step on; in floats. */
ADGEN_GRAD(u0)
float copied_back(int n, int first, int last, const float *u0)
{
    float *u = malloc((size_t)n * sizeof *u), *next = malloc((size_t)n * sizeof *next), sum = 0.0f;
    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    for (int t = first; t < last; t++) {
        next[0] = u[0];
        for (int i = 1; i < n - 1; i++)
            next[i] = u[i] + 0.5f * u[i] * (u[i + 1] - u[i - 1]);
        next[n - 1] = u[n - 1] * u[n - 1];
        for (int i = 0; i < n; i++)
            u[i] = next[i];
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i];
    free(u);
    free(next);
    return sum;
}

/*
 * check: rows that are kept are written in place
 * check-gradient: swapped(6, 3, 0.2, random(6, -1, 1))
 * check-gradient: swapped(5, 4, 0.2, random(5, -1, 1))
 * check-gradient: swapped(2, 3, 0.2, random(2, -1, 1))
 * check-gradient: swapped(1, 1, 0.2, random(1, -1, 1))
 * check-gradient: swapped(4, 0, 0.2, random(4, -1, 1))
 * check-gradient: swapped(4, -3, 0.2, random(4, -1, 1))
 * check-gradient: copied_back(6, 2, 5, random(6, -1, 1))
 * check-gradient: copied_back(4, 2, 2, random(4, -1, 1))
 * check-gradient: copied_back(3, 2, -5, random(3, -1, 1))
 * check-count: 2 next = u + n;
 * check-omits: u_kept[i] = u[i]
 */
