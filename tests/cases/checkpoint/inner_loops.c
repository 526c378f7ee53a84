#include <adgen/adgen.h>
#include <math.h>
#include "quiet.h"

ADGEN_GRAD(w, x)
double network(int n, int steps, const double *w, const double *x)
{
    double h[8], sum = 0.0;

    for (int i = 0; i < n; i++)
        h[i] = x[i];
#pragma adgen checkpoint(2)
    for (int t = 0; t < steps; t++) {
        double z[8], most = 0.0;

        for (int i = 0; i < n; i++) {
            z[i] = 0.0;
            for (int k = 0; k < n; k++)
                z[i] += w[i * n + k] * h[k];
            if (z[i] > most)
                most = z[i];
        }
        for (int i = 0; i < n; i++)
            h[i] = tanh(z[i]) + 0.1 * most * h[i];
    }
    for (int i = 0; i < n; i++)
        sum += h[i];
    return sum;
}

/*
 * check: a step with loops, branches and arrays of its own; inputs that it only reads are no part of the state
 * check-gradient: network(3, 6, random(9, -0.8, 0.8), random(3, -1.0, 1.0))
 * check-gradient: network(3, 0, random(9, -0.8, 0.8), random(3, -1.0, 1.0))
 * check-count: 1 _state = adgen_allocate(
 */
