#include <adgen/adgen.h>

ADGEN_GRAD(a)
double f(int n, int m, const double *a)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j + 1 < m; j++)
            sum += *(a + m * i + j) * a[i * m + j + 1];
    return sum;
}

/*
 * check: a matrix in one dimension, indexed both ways
 * check-gradient: f(3, 4, random(12, -1, 1))
 */
