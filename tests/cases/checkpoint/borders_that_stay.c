#include <adgen/adgen.h>
#include <stdlib.h>
#include "quiet.h"

/* Each step writes the same elements of v, all but its border, which nobody changes. */
ADGEN_GRAD(u0)
double stays(int n, int steps, const double *u0)
{
    double *u = malloc((size_t)n * (size_t)n * sizeof *u), *v = malloc((size_t)n * (size_t)n * sizeof *v), sum = 0.0;

    for (int i = 0; i < n * n; i++) {
        u[i] = u0[i];
        v[i] = 0.5 * u0[i];
    }
#pragma adgen checkpoint(2)
    for (int t = 0; t < steps; t++) {
        double *w = u;

        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                v[i * n + j] = u[i * n + j] * u[i * n + j - 1] + u[(i - 1) * n + j] * u[(i + 1) * n + j];
        u = v;
        v = w;
    }
    for (int i = 0; i < n * n; i++)
        sum += u[i] * u[i];
    free(u);
    free(v);
    return sum;
}

/* Behind the loop the border of one of them is another one. */
ADGEN_GRAD(u0)
double changed(int n, int steps, const double *u0)
{
    double *first = malloc((size_t)n * (size_t)n * sizeof *first), *other = malloc((size_t)n * (size_t)n * sizeof *other), sum = 0.0;

    for (int i = 0; i < n * n; i++)
        first[i] = other[i] = u0[i];
#pragma adgen checkpoint(2)
    for (int t = 0; t < steps; t++) {
        double *w = first;

        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                other[i * n + j] = first[i * n + j] * first[i * n + j] * first[i * n + j - 1];
        first = other;
        other = w;
    }
    other[n] = 3.0;
    for (int i = 0; i < n * n; i++)
        sum += first[i] * first[i] + other[i];
    free(first);
    free(other);
    return sum;
}

/* Which elements a step writes follows from its number. */
ADGEN_GRAD(u0)
double shifted(int n, int steps, const double *u0)
{
    double *old = malloc((size_t)n * (size_t)n * sizeof *old), *new = malloc((size_t)n * (size_t)n * sizeof *new), sum = 0.0;

    for (int i = 0; i < n * n; i++)
        old[i] = new[i] = u0[i];
#pragma adgen checkpoint(2)
    for (int t = 0; t < steps; t++) {
        double *w = old;

        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                new[i * n + j + t % 2] = old[i * n + j] * old[i * n + j] * old[i * n + j - 1];
        old = new;
        new = w;
    }
    for (int i = 0; i < n * n; i++)
        sum += old[i] * old[i];
    free(old);
    free(new);
    return sum;
}

/*
 * check: of two buffers by turns only the one that a step reads belongs to its state, where all steps write the same elements
 * check-gradient: stays(4, 7, random(16, 0.2, 1.0))
 * check-gradient: stays(2, 7, random(4, 0.2, 1.0))
 * check-gradient: stays(4, 0, random(16, 0.2, 1.0))
 * check-gradient: changed(4, 5, random(16, 0.8, 1.0))
 * check-gradient: shifted(4, 7, random(16, 0.8, 1.0))
 * check-has: u_state
 * check-omits: v_state
 * check-has: other_state
 * check-has: new_state
 */
