#include <adgen/adgen.h>
#include <stdlib.h>

typedef float row[3];
ADGEN_GRAD(x)
float f(int n, const float *x)
{
    row *rows = malloc(sizeof(row));
    float s = 0;
    for (int k = 0; k < 3; k++)
        rows[0][k] = x[k];
    for (int i = 1; i < n; i++) {
        rows = realloc(rows, sizeof(row) * (i + 1));
        for (int k = 0; k < 3; k++)
            rows[i][k] = rows[i - 1][k] * rows[0][(k + 1) % 3];
    }
    for (int k = 0; k < 3; k++)
        s += rows[n - 1][k];
    free(rows);
    return s;
}

/*
 * check: realloc of arrays, by their typedef
 * check-gradient: f(4, {0.7, 1.1, 0.3})
 */
