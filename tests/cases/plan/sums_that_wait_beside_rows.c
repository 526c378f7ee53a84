#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* The rows that are kept come from the tape, where no adjoint lies. */
ADGEN_GRAD(x0)
double relax(int n, double end, const double *x0)
{
    double *x = malloc((size_t)n * sizeof(double));
    double  time = 0.0, sum = 0.0;

    for (int i = 0; i < n; i++)
        x[i] = x0[i];
    while (time < end) {
        double force = 0.0;

        for (int i = 0; i < n; i++)
            for (int j = i + 1; j < n; j++)
                force += cos(x[i] * x[j]);
        for (int i = 0; i < n; i++)
            x[i] += 0.01 * force * x[i];
        time += 0.1 + 0.01 * fabs(force);
    }
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    free(x);
    return sum;
}

/*
 * check: pointers that come from a tape lead to what was pushed there, to nothing else
 * check-gradient: relax(4, 0.5, random(4, 0.5, 1))
 * check-has: x_adj[i] += x_adj_sum;
 */
