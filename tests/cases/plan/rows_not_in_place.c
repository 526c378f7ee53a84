#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* The row is written again behind the copy. */
ADGEN_GRAD(u0)
double written_again(int n, int steps, const double *u0)
{
    double *u = malloc((size_t)n * sizeof *u), *next = malloc((size_t)n * sizeof *next), *swap, sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            next[i] = u[i] * u[n - 1 - i];
        u[0] = next[n - 1];
        for (int i = 0; i < n; i++)
            next[i] = next[i] + 0.1 * u[0] * i;
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

/* What the row held two steps before is read again. */
ADGEN_GRAD(u0)
double two_steps_before(int n, int steps, const double *u0)
{
    double *u = malloc((size_t)n * sizeof *u), *next = malloc((size_t)n * sizeof *next), *swap, sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = next[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            next[i] = 0.3 * next[i] + u[i] * u[n - 1 - i];
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

/* A part of the row stays as it was: the end is what the block began with. */
ADGEN_GRAD(u0)
double ends_stay(int n, int steps, const double *u0)
{
    double *u = malloc((size_t)n * sizeof *u), *next = malloc((size_t)n * sizeof *next), *swap, sum = 0.0;
    for (int i = 0; i < n; i++) {
        u[i] = u0[i];
        next[i] = 0.5 * u0[i];
    }
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n - 1; i++)
            next[i] = u[i] * u[i + 1];
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

/* Both rows are read behind the loop. */
ADGEN_GRAD(u0)
double both_read(int n, int steps, const double *u0)
{
    double *u = malloc((size_t)n * sizeof *u), *next = malloc((size_t)n * sizeof *next), *swap, sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = next[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            next[i] = u[i] * u[n - 1 - i];
        swap = u;
        u = next;
        next = swap;
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * next[i];
    free(u);
    free(next);
    return sum;
}

/* Three rows change places. */
ADGEN_GRAD(u0)
double three(int n, int steps, const double *u0)
{
    double *u = malloc((size_t)n * sizeof *u), *v = malloc((size_t)n * sizeof *v), *w = malloc((size_t)n * sizeof *w);
    double *swap, sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            v[i] = u[i] * u[n - 1 - i];
        for (int i = 0; i < n; i++)
            w[i] = v[i] * v[n - 1 - i];
        swap = u;
        u = w;
        w = v;
        v = swap;
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i];
    free(u);
    free(v);
    free(w);
    return sum;
}

/*
 * check: rows that are copied to where they are kept
 * check-gradient: written_again(4, 3, random(4, -1, 1))
 * check-gradient: two_steps_before(4, 3, random(4, -1, 1))
 * check-gradient: ends_stay(4, 3, random(4, -1, 1))
 * check-gradient: ends_stay(1, 2, random(1, -1, 1))
 * check-gradient: both_read(4, 3, random(4, -1, 1))
 * check-gradient: three(4, 3, random(4, -1, 1))
 * check-omits: = u + n
 * check-omits: u_block
 */
