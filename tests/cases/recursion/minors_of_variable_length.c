#include <adgen/adgen.h>
static double det(int n, double a[n][n])
{
    double sum = 0.0;
    if (n == 1)
        return a[0][0];
    for (int j = 0; j < n; j++) {
        double m[n - 1][n - 1];
        for (int r = 1; r < n; r++)
            for (int c = 0; c < n - 1; c++)
                m[r - 1][c] = a[r][c < j ? c : c + 1];
        sum += (j % 2 ? -1.0 : 1.0) * a[0][j] * det(n - 1, m);
    }
    return sum;
}

ADGEN_GRAD(a)
double f(int n, double a[n][n])
{
    return det(n, a);
}

/*
 * check: determinant by minors in variable-length arrays
 * check-gradient: f(3, {4.0, 1.0, 0.5, 1.2, 5.0, 0.3, 0.7, 0.2, 6.0})
 * check-gradient: f(1, {4.0})
 * check-gradient: f(5, random(25, -1, 1))
 * check-omits: det_backward
 * check-has: if (n == 5)
 */
