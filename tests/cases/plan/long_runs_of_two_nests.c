#include <adgen/adgen.h>

/* Where there are two rows, only the second nest runs. */
ADGEN_GRAD(u)
double inner_first(int n, int steps, double *restrict u)
{
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                u[i * n + j] += 0.1 * u[(i - 1) * n + j] * u[i * n + j - 1];
        for (int i = 0; i < n - 1; i++)
            for (int j = 0; j < n - 1; j++)
                u[i * n + j] += 0.2 * u[(i + 1) * n + j] * u[i * n + j + 1];
    }
    return u[0] * u[0];
}

/*
 * check: a state has what any of the step's nests writes, whichever of them runs
 * check-gradient: inner_first(2, 3, random(4, 0.5, 1.0))
 * check-gradient: inner_first(1, 3, random(1, 0.5, 1.0))
 * check-gradient: inner_first(4, 3, random(16, 0.5, 1.0))
 * check-has: adgen_stride(
 */
