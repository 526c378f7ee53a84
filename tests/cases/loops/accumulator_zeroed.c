#include <adgen/adgen.h>

ADGEN_GRAD(a, x)
double f(int n, int m, const double *a, const double *x)
{
    double total = 0.0, row;
    for (int i = 0; i < n; i++) {
        row = 0.0;
        for (int j = 0; j < m; j++)
            row += a[i * m + j] * x[j];
        total += row * row;
    }
    return total;
}

/*
 * check: an accumulator that is set to zero in each iteration
 * check-gradient: f(3, 4, random(12, -1, 1), random(4, -1, 1))
 * check-gradient: f(3, 0, zeros(0), zeros(0))
 * check-omits: malloc
 */
