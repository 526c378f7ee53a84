#include <adgen/adgen.h>
#include <stddef.h>

/* The copy of the row counts in long: m * n may be too much for int. */
ADGEN_GRAD(u)
double wide(int n, int m, int steps, double *restrict u, double *restrict v)
{
    double sum = 0.0;
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < m - 1; j++)
                v[(size_t)i * m + j] = u[(size_t)i * m + j] * (u[(size_t)(i - 1) * m + j] + u[(size_t)i * m + j + 1]);
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < m - 1; j++)
                u[(size_t)i * m + j] = v[(size_t)i * m + j];
    }
    for (int i = 0; i < n; i++)
        sum += u[i];
    return sum;
}

/*
 * check: an index that is computed in more bits than its counters
 * check-args: --no-checkpoints
 * check-gradient: wide(4, 5, 2, random(20, 0, 1), zeros(20))
 * check-has: for (long j = 1; j < (long)m * n - m; j++)
 */
