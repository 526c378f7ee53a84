#include <adgen/adgen.h>

ADGEN_GRAD(rows)
double f(int n, int m, double **rows)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            sum += rows[i][j] * rows[i][j] * (i + j);
    return sum;
}

/*
 * check: a matrix as an array of pointers to rows
 * check-gradient: f(2, 3, {random(3, -1, 1), random(3, -1, 1)})
 */
