#include "ode.h"

#include <adgen/adgen.h>
#include <stdlib.h>

/*
 * What flows into each of n pools in a row: into the first as much always, into the others in proportion to the one
 * before.
 */
static void chain(int n, const double *rate, const double *pool, double *flow)
{
    flow[0] = rate[0];
    for (int i = 1; i < n; i++)
        flow[i] = rate[i] * pool[i - 1];
}

/* The last pool at time 2, where all are empty at first, by the classical method of Runge and Kutta. */
ADGEN_GRAD(rate)
double ode(int n, int steps, const double *rate)
{
    double  h = 2.0 / steps, last;
    double *k1 = malloc((size_t)n * sizeof *k1);
    double *k2 = malloc((size_t)n * sizeof *k2);
    double *k3 = malloc((size_t)n * sizeof *k3);
    double *k4 = malloc((size_t)n * sizeof *k4);
    double *mid = malloc((size_t)n * sizeof *mid);
    double *y = malloc((size_t)n * sizeof *y);

    for (int i = 0; i < n; i++)
        y[i] = 0.0;
    for (int step = 0; step < steps; step++) {
        chain(n, rate, y, k1);
        for (int i = 0; i < n; i++)
            mid[i] = y[i] + 0.5 * h * k1[i];
        chain(n, rate, mid, k2);
        for (int i = 0; i < n; i++)
            mid[i] = y[i] + 0.5 * h * k2[i];
        chain(n, rate, mid, k3);
        for (int i = 0; i < n; i++)
            mid[i] = y[i] + h * k3[i];
        chain(n, rate, mid, k4);
        for (int i = 0; i < n; i++)
            y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
    }
    last = y[n - 1];
    free(k1);
    free(k2);
    free(k3);
    free(k4);
    free(mid);
    free(y);
    return last;
}
