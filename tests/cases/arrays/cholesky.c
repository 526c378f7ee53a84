#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(m)
double log_determinant(int n, const double m[n][n])
{
    double l[n][n], sum = 0.0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
            double t = m[i][j];
            for (int k = 0; k < j; k++)
                t -= l[i][k] * l[j][k];
            l[i][j] = i == j ? sqrt(t) : t / l[j][j];
        }
        sum += 2.0 * log(l[i][i]);
    }
    return sum;
}

/*
 * check: the logarithm of a determinant by Cholesky's factors
 * check-gradient: log_determinant(3, {4.0, 1.0, 0.5, 1.2, 5.0, 0.3, 0.7, 0.2, 6.0})
 */
