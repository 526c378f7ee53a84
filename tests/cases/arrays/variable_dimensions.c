#include <adgen/adgen.h>

ADGEN_GRAD(a, x)
double quadratic(int n, int m, const double a[n][m], const double x[m])
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double row = 0.0;
        for (int j = 0; j < m; j++)
            row += a[i][j] * x[j];
        sum += row * row;
    }
    return sum;
}

/*
 * check: parameters whose dimensions are other parameters
 * check-gradient: quadratic(3, 2, random(6, -1, 1), random(2, -1, 1))
 */
