#include <adgen/adgen.h>
#include "quiet.h"

ADGEN_GRAD(u0)
double heat(int n, int steps, double dt, const double *u0, double *restrict u, double *restrict v)
{
    for (int i = 0; i < n; i++)
        u[i] = u0[i];
#pragma adgen checkpoint(3)
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++)
            v[i] = u[i] + dt * u[i] * (u[i + 1] - 2.0 * u[i] + u[i - 1]);
        for (int i = 1; i < n - 1; i++)
            u[i] = v[i];
    }
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i];
    return sum;
}

/*
 * check: a stencil that is copied back keeps its state at some steps, in parameters whose sizes follow from their indices
 * check-gradient: heat(7, 11, 0.1, random(7, 0.2, 1.0), zeros(7), zeros(7))
 * check-gradient: heat(7, 0, 0.1, random(7, 0.2, 1.0), zeros(7), zeros(7))
 * check-gradient: heat(7, 1, 0.1, random(7, 0.2, 1.0), zeros(7), zeros(7))
 * check-gradient: heat(2, 4, 0.1, random(2, 0.2, 1.0), zeros(2), zeros(2))
 * check-gradient: heat(0, 2, 0.1, NULL, NULL, NULL)
 * check-has: adgen_checkpoint_start(3, steps)
 * check-omits: steps * n
 */
