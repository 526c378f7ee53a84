#include <adgen/adgen.h>
#include <stdlib.h>
#include "quiet.h"

ADGEN_GRAD(x, w)
double f(int n, int steps, const double *x, const double *w)
{
    double *u = malloc((size_t)n * sizeof *u), *v = malloc((size_t)n * sizeof *v), loss = 0.0;

    for (int i = 0; i < n; i++)
        u[i] = v[i] = x[i];
#pragma adgen checkpoint(3)
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            v[i] = u[i] * u[i] * 0.9;
        double *s = u;
        u = v;
        v = s;
        for (int i = 0; i < n; i++)
            loss += w[i] * u[i] * v[i];
    }
    free(u);
    free(v);
    return loss;
}

/*
 * check: pointers that are used before and behind the swap
 * check-gradient: f(3, 7, random(3, 0.2, 1.0), random(3, 0.2, 1.0))
 */
