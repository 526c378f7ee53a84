#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(u0)
double planes(int n, int steps, const double *u0)
{
    double *u = calloc((size_t)n * (size_t)n, sizeof *u), *v = calloc((size_t)n * (size_t)n, sizeof *v), sum = 0.0;

    for (int i = 0; i < n * n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        double *w = u;

        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                v[i * n + j] = u[i * n + j] * u[i * n + j - 1] + u[(i - 1) * n + j] * u[(i + 1) * n + j];
        u = v;
        v = w;
    }
    for (int i = 0; i < n * n; i++)
        sum += u[i] * u[i];
    free(u);
    free(v);
    return sum;
}

/*
 * check: with --no-checkpoints planes of all steps are kept
 * check-args: --no-checkpoints
 * check-gradient: planes(5, 4, random(25, 0.2, 1.0))
 * check-has: double *u_kept = u_at + t *
 * check-omits: adgen_stride
 */
