#include <adgen/adgen.h>

ADGEN_GRAD(a, b)
double f(int n, int m, const double *a, const double *b)
{
    double total = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double c = 0.0;
            for (int k = 0; k < m; k++)
                c += a[i * m + k] * b[k * n + j];
            total += c * c * (i + 1);
        }
    return total;
}

/*
 * check: the elements of a matrix product
 * check-gradient: f(3, 2, random(6, -1, 1), random(6, -1, 1))
 */
