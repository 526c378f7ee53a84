#include "stencil2d.h"

#include <adgen/adgen.h>
#include <stdlib.h>

/* One step of a density that spreads, the faster the denser it is, and grows up to 1; it stays zero at the border. */
static void spread(int n, double growth, const double *rate, const double *u, double *v)
{
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < n - 1; j++) {
            int at = i * n + j;
            double flow = u[at - n] * u[at - n] + u[at + n] * u[at + n] + u[at - 1] * u[at - 1] + u[at + 1] * u[at + 1]
                        - 4.0 * u[at] * u[at];

            v[at] = u[at] + rate[at] * flow + growth * u[at] * (1.0 - u[at]);
        }
}

/* Sum of squares of a density u0[n][n] after so many steps. */
ADGEN_GRAD(u0, rate)
double stencil2d(int n, int steps, double growth, const double *u0, const double *rate)
{
    double *u = calloc((size_t)n * (size_t)n, sizeof *u);
    double *v = calloc((size_t)n * (size_t)n, sizeof *v);
    double sum = 0.0;

    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < n - 1; j++)
            u[i * n + j] = u0[i * n + j];
    for (int t = 0; t < steps; t++) {
        double *swap = u;

        spread(n, growth, rate, u, v);
        u = v;
        v = swap;
    }
    for (int i = 0; i < n * n; i++)
        sum += u[i] * u[i];
    free(u);
    free(v);
    return sum;
}
