#include "stencil.h"

#include <adgen/adgen.h>
#include <stdlib.h>

/* Burgers' equation on a line: two rows, which each step swaps. */

static void step(int cells, double dt, const double *u, double *v)
{
    for (int i = 1; i < cells - 1; i++)
        v[i] = u[i] + dt * (u[i + 1] - 2.0 * u[i] + u[i - 1]) - dt * u[i] * (u[i + 1] - u[i - 1]);
}

static double energy(int cells, const double *u)
{
    double sum = 0.0;

    for (int i = 0; i < cells; i++)
        sum += u[i] * u[i];
    return sum;
}

ADGEN_GRAD(start)
double stencil(int cells, int steps, int snapshots, double dt, const double *start)
{
    double *u = malloc((size_t)cells * sizeof *u), *v = malloc((size_t)cells * sizeof *v), sum;

    (void)snapshots;
    for (int i = 0; i < cells; i++)
        u[i] = v[i] = start[i];
    for (int t = 0; t < steps; t++) {
        double *swap = u;

        step(cells, dt, u, v);
        u = v;
        v = swap;
    }
    sum = energy(cells, u);
    free(u);
    free(v);
    return sum;
}

ADGEN_GRAD(start)
double stencil_kept(int cells, int steps, int snapshots, double dt, const double *start)
{
    double *u = malloc((size_t)cells * sizeof *u), *v = malloc((size_t)cells * sizeof *v), sum;

    for (int i = 0; i < cells; i++)
        u[i] = v[i] = start[i];
#pragma adgen checkpoint(snapshots)
    for (int t = 0; t < steps; t++) {
        double *swap = u;

        step(cells, dt, u, v);
        u = v;
        v = swap;
    }
    sum = energy(cells, u);
    free(u);
    free(v);
    return sum;
}
