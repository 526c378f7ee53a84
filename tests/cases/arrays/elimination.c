#include <adgen/adgen.h>

ADGEN_GRAD(m)
double determinant(int n, const double m[n][n])
{
    double a[n][n], result = 1.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            a[i][j] = m[i][j];
    for (int k = 0; k < n; k++) {
        result *= a[k][k];
        for (int i = k + 1; i < n; i++) {
            double factor = a[i][k] / a[k][k];
            for (int j = k; j < n; j++)
                a[i][j] -= factor * a[k][j];
        }
    }
    return result;
}

/*
 * check: a determinant by elimination in place
 * check-gradient: determinant(3, {4.0, 1.0, 0.5, 1.2, 5.0, 0.3, 0.7, 0.2, 6.0})
 */
