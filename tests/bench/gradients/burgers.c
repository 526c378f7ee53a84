#include "burgers.h"

#include <adgen/adgen.h>
#include <stdlib.h>

/*
 * The equation of Burgers, with viscosity, zero at the ends: explicit steps from u0[n] in two rows whose pointers
 * change places; the sum of squares of the last one.
 */
ADGEN_GRAD(u0)
double burgers(int n, int steps, double a, double b, const double *u0)
{
    double *u = malloc((size_t)n * sizeof *u);
    double *next = malloc((size_t)n * sizeof *next);
    double *swap;
    double  loss = 0.0;

    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        next[0] = 0.0;
        for (int i = 1; i < n - 1; i++)
            next[i] = u[i] - a * u[i] * (u[i + 1] - u[i - 1]) + b * (u[i + 1] - 2.0 * u[i] + u[i - 1]);
        next[n - 1] = 0.0;
        swap = u;
        u = next;
        next = swap;
    }
    for (int i = 0; i < n; i++)
        loss += u[i] * u[i];
    free(u);
    free(next);
    return loss;
}
