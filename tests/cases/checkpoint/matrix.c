#include <adgen/adgen.h>
#include "quiet.h"

ADGEN_GRAD(m)
double determinant(int n, const double m[n][n])
{
    double a[n][n], b[3][3], result = 1.0;

    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            b[i][j] = a[i][j] = m[i][j];
#pragma adgen checkpoint(2)
    for (int k = 0; k < n; k++) {
        result *= a[k][k];
        for (int i = k + 1; i < n; i++) {
            double factor = a[i][k] / a[k][k];

            for (int j = k; j < n; j++) {
                a[i][j] -= factor * a[k][j];
                b[i][j] *= a[i][j] + b[k][j];
            }
        }
    }
    return result + b[n - 1][n - 1];
}

/*
 * check: matrices, of variable length and of constant, that are changed in place
 * check-gradient: determinant(3, {4.0, 1.0, 0.5, 1.2, 5.0, 0.3, 0.7, 0.2, 6.0})
 * check-gradient: determinant(1, {4.0})
 */
