#include <adgen/adgen.h>
#include <stdlib.h>

/* Without `big`, there is nothing to copy behind u. */
ADGEN_GRAD(x)
double perhaps(int n, int big, const double *x)
{
    double *u = NULL, sum = 0.0;
    if (big) {
        u = malloc((size_t)n * sizeof *u);
        for (int i = 0; i < n; i++)
            u[i] = x[i] * x[i];
    }
#pragma adgen checkpoint(2)
    for (int i = 0; i < n; i++)
        if (big)
            for (int j = 0; j < n; j++)
                u[j] = u[j] * u[i] * u[(i + j) % n];
    for (int i = 0; i < n; i++)
        sum += big ? u[i] : 0.0;
    free(u);
    return sum;
}

/*
 * check: a state is not copied from where there may be none
 * check-error: adgen-checkpoint @ 14
 */
