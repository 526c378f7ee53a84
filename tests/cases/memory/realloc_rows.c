#include <adgen/adgen.h>
#include <stdlib.h>

/* Pascal's triangle over x: rows are added to a block of pointers, each row is a block. */
ADGEN_GRAD(x)
double f(int n, double x)
{
    double **rows = NULL, sum = 0.0;

    for (int i = 0; i < n; i++) {
        rows = realloc(rows, (size_t)(i + 1) * sizeof *rows);
        rows[i] = malloc((size_t)(i + 1) * sizeof **rows);
        rows[i][0] = x;
        rows[i][i] = x;
        for (int k = 1; k < i; k++)
            rows[i][k] = rows[i - 1][k - 1] * x + rows[i - 1][k];
    }
    for (int i = 0; i < n; i++) {
        for (int k = 0; k <= i; k++)
            sum += rows[i][k] * rows[i][i - k];
        free(rows[i]);
    }
    free(rows);
    return sum;
}

/*
 * check: realloc of a block of pointers to blocks
 * check-gradient: f(0, 2)
 * check-gradient: f(1, 2)
 * check-gradient: f(6, 0.8)
 */
