#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Three rows that take turns. */
ADGEN_GRAD(x)
double wave(int n, int steps, const double *x)
{
    double *before = malloc((size_t)n * sizeof *before), *now = malloc((size_t)n * sizeof *now);
    double *next = malloc((size_t)n * sizeof *next), sum = 0.0;
    for (int i = 0; i < n; i++) {
        before[i] = x[i];
        now[i] = 0.9 * x[i] * x[i];
        next[i] = 0.0;
    }
    for (int t = 0; t < steps; t++) {
        double *oldest = before;
        for (int i = 1; i < n - 1; i++)
            next[i] = 2.0 * now[i] - before[i] + 0.1 * now[i] * (now[i + 1] - 2.0 * now[i] + now[i - 1]);
        before = now;
        now = next;
        next = oldest;
    }
    for (int i = 0; i < n; i++)
        sum += now[i] * now[i] + before[i];
    free(before);
    free(now);
    free(next);
    return sum;
}

/* Two loops one behind the other, a loop around a loop, an uneven number of swaps in each. */
ADGEN_GRAD(x)
double epochs(int n, int epochs, int steps, const double *x)
{
    double *u = malloc((size_t)n * sizeof *u), *v = malloc((size_t)n * sizeof *v), sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = v[i] = x[i];
    for (int e = 0; e < epochs; e++) {
        for (int t = 0; t < steps; t++) {
            double *swap = u;
            for (int i = 0; i < n; i++)
                v[i] = sin(u[i]) + u[(i + 1) % n] * u[i];
            u = v;
            v = swap;
        }
        sum += u[0] * u[0];
    }
    for (int t = 0; t < steps + 1; t++) {
        double *swap = u;
        for (int i = 0; i < n; i++)
            v[i] = u[i] * u[i] * 0.5;
        u = v;
        v = swap;
    }
    for (int i = 0; i < n; i++)
        sum += u[i] - 0.5 * v[i];
    free(v);
    free(u);
    return sum;
}

/* Swapped until it converges; and swapped in some iterations only. */
ADGEN_GRAD(x)
double until(int n, const double *x)
{
    double *u = calloc((size_t)n, sizeof *u), *v = calloc((size_t)n, sizeof *v), sum = 0.0, change = 1.0;
    while (change > 1e-3) {
        double *swap = u;
        change = 0.0;
        for (int i = 0; i < n; i++) {
            v[i] = 0.5 * cos(u[i]) + 0.25 * x[i];
            change += fabs(v[i] - u[i]);
        }
        u = v;
        v = swap;
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * v[i];
    free(u);
    free(v);
    return sum;
}

ADGEN_GRAD(x)
double sometimes(int n, int steps, const double *x)
{
    double *u = malloc((size_t)n * sizeof *u), *v = malloc((size_t)n * sizeof *v), sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = v[i] = x[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            v[i] = u[i] * u[i] - 0.1 * v[i];
        if (t % 3 != 1) {
            double *swap = u;
            u = v;
            v = swap;
        }
    }
    for (int i = 0; i < n; i++)
        sum += u[i] - 0.5 * v[i];
    free(u);
    free(v);
    return sum;
}

/* The pointers go on after the loop: only one of the blocks is freed by a name of its own. */
ADGEN_GRAD(x)
double renamed(int n, int steps, const double *x)
{
    double *u = malloc((size_t)n * sizeof *u), *v = malloc((size_t)n * sizeof *v), sum = 0.0, *last, *first = u;
    for (int i = 0; i < n; i++)
        u[i] = v[i] = x[i];
    for (int t = 0; t < steps; t++) {
        double *swap = u;
        for (int i = 0; i < n; i++)
            v[i] = u[i] * u[i] * 0.9;
        u = v;
        v = swap;
    }
    last = u;
    u = first;
    for (int i = 0; i < n; i++)
        sum += u[i] + last[i] * last[i];
    if (last != first)
        free(last);
    else
        free(v);
    free(first);
    return sum;
}

/*
 * check: pointers that loops swap are swapped back in the backward pass
 * check-gradient: wave(5, 4, random(5, 0, 1))
 * check-gradient: wave(5, 0, random(5, 0, 1))
 * check-gradient: epochs(3, 2, 3, random(3, 0, 0.5))
 * check-gradient: epochs(3, 3, 2, random(3, 0, 0.5))
 * check-gradient: until(3, random(3, 0, 1))
 * check-gradient: sometimes(3, 5, random(3, 0, 1))
 * check-gradient: renamed(3, 3, random(3, 0, 1))
 * check-gradient: renamed(3, 2, random(3, 0, 1))
 * check-has: swap_adj = next_adj;
 * check-has: before_adj = swap_adj;
 */
