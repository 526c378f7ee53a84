#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double **rows = malloc((size_t)n * sizeof *rows);
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        rows[i] = malloc((size_t)(i + 1) * sizeof **rows);
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++)
            rows[i][j] = x[i] * x[j];
    for (int i = 0; i < n; i++)
        sum += rows[i][i] * rows[n - 1][i];
    for (int i = 0; i < n; i++)
        free(rows[i]);
    free(rows);
    return sum;
}

/*
 * check: rows allocated one by one
 * check-gradient: f(3, random(3, -1, 1))
 */
