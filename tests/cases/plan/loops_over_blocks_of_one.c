#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Each matrix is read to compute the next one in the same block: whatever the counters are, it lies before that. */
ADGEN_GRAD(x)
double chain(int m, int n, const double *x)
{
    double *p = malloc((size_t)m * n * n * sizeof *p), sum = 0;
    memcpy(p, x, n * n * sizeof *p);
    for (int q = 1; q < m; q++)
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                p[q * (n * n) + i * n + j] = 0;
                for (int k = 0; k < n; k++)
                    p[q * (n * n) + i * n + j] += p[(q - 1) * (n * n) + i * n + k] * x[k * n + j];
            }
    for (int i = 0; i < n * n; i++)
        sum += p[(m - 1) * (n * n) + i] * p[(m - 1) * (n * n) + i];
    free(p);
    return sum;
}

/*
 * check: elements of one block are different ones where what lies between them is more than a row
 * check-gradient: chain(4, 3, random(9, -1, 1))
 * check-gradient: chain(2, 1, random(1, -1, 1))
 * check-gradient: chain(1, 2, random(4, -1, 1))
 * check-has: p_adj_sum += p_adj[q * (n * n) + i * n + j] * x[k * n + j];
 */
