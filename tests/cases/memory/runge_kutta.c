#include <adgen/adgen.h>
#include <stdlib.h>

static void chain(int n, const double *rate, const double *pool, double *flow)
{
    flow[0] = rate[0];
    for (int i = 1; i < n; i++)
        flow[i] = rate[i] * pool[i - 1];
}

ADGEN_GRAD(rate)
double ode(int n, int steps, const double *rate)
{
    double h = 2.0 / steps, last;
    double *k1 = malloc((size_t)n * sizeof *k1);
    double *k2 = malloc((size_t)n * sizeof *k2);
    double *mid = malloc((size_t)n * sizeof *mid);
    double *y = malloc((size_t)n * sizeof *y);
    for (int i = 0; i < n; i++)
        y[i] = 0.0;
    for (int step = 0; step < steps; step++) {
        chain(n, rate, y, k1);
        for (int i = 0; i < n; i++)
            mid[i] = y[i] + h * k1[i];
        chain(n, rate, mid, k2);
        for (int i = 0; i < n; i++)
            y[i] += 0.5 * h * (k1[i] + k2[i]);
    }
    last = y[n - 1];
    free(k1);
    free(k2);
    free(mid);
    free(y);
    return last;
}

/*
 * check: time steps with work arrays from malloc
 * check-gradient: ode(4, 6, random(4, 0.5, 2))
 */
