#include <adgen/adgen.h>
#include <stdlib.h>

/* The size is that of a type, so the rows of both matrices are taken one after the other. */
ADGEN_GRAD()
double rows_by_sizeof(int n, double a[n][n])
{
    double s = 0.0, (*m)[n] = malloc(sizeof(double[n][n]));

    if (!m)
        return 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            m[i][j] = a[i][j] * a[i][j];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            s += m[i][j] * m[j][i];
    free(m);
    return s;
}

/*
 * check: a matrix of variable size, allocated by the size of its type
 * check-gradient: rows_by_sizeof(3, {{0.5, 0.2, 0.3}, {0.1, 0.7, 0.4}, {0.6, 0.9, 0.8}})
 * check-gradient: rows_by_sizeof(1, {{0.5}})
 */
