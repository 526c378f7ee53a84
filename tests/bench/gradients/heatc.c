#include "heatc.h"

#include <adgen/adgen.h>
#include <stdlib.h>

/*
 * The heat equation with fixed ends: explicit steps from u0[n], each into a second row that is copied back; the sum of
 * squares of the last one.
 */
ADGEN_GRAD(u0)
double heatc(int n, int steps, double k, const double *u0)
{
    double *u = malloc((size_t)n * sizeof *u);
    double *next = malloc((size_t)n * sizeof *next);
    double  loss = 0.0;

    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        next[0] = u[0];
        for (int i = 1; i < n - 1; i++)
            next[i] = u[i] + k * (u[i + 1] - 2.0 * u[i] + u[i - 1]);
        next[n - 1] = u[n - 1];
        for (int i = 0; i < n; i++)
            u[i] = next[i];
    }
    for (int i = 0; i < n; i++)
        loss += u[i] * u[i];
    free(u);
    free(next);
    return loss;
}
