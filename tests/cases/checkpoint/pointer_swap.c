#include <adgen/adgen.h>
#include <stdlib.h>
#include "quiet.h"

ADGEN_GRAD(u0)
double heat(int n, int steps, double dt, const double *u0)
{
    double *u = malloc((size_t)n * sizeof *u), *v = malloc((size_t)n * sizeof *v), sum = 0.0;

    for (int i = 0; i < n; i++)
        u[i] = v[i] = u0[i];
#pragma adgen checkpoint(4)
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++)
            v[i] = u[i] + dt * u[i] * (u[i + 1] - 2.0 * u[i] + u[i - 1]);
        double *w = u;
        u = v;
        v = w;
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i] + 0.5 * v[i];
    free(u);
    free(v);
    return sum;
}

/*
 * check: pointers that a step swaps are part of the state, as what they are
 * check-gradient: heat(6, 13, 0.1, random(6, 0.2, 1.0))
 * check-gradient: heat(6, 4, 0.1, random(6, 0.2, 1.0))
 * check-gradient: heat(6, 0, 0.1, random(6, 0.2, 1.0))
 * check-has: adgen_checkpoint_start(4, steps)
 */
