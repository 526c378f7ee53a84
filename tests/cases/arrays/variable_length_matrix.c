#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t[n][n], sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            t[i][j] = x[i] * x[j] + (i == j);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            sum += t[i][j] * t[j][i];
    return sum;
}

/*
 * check: a variable-length array of two dimensions
 * check-gradient: f(3, random(3, -1, 1))
 */
