#include <adgen/adgen.h>
#include <math.h>

/* The row that is swapped with the k-th is one behind it: those before have been finished. */
ADGEN_GRAD(a)
double determinant(int n, double a[4][4])
{
    double d = 1.0;
    for (int k = 0; k < n; k++) {
        int p = k;
        for (int i = k + 1; i < n; i++)
            if (fabs(a[i][k]) > fabs(a[p][k]))
                p = i;
        if (p != k) {
            for (int j = k; j < n; j++) {
                double t = a[k][j];
                a[k][j] = a[p][j];
                a[p][j] = t;
            }
            d = -d;
        }
        d *= a[k][k];
        for (int i = k + 1; i < n; i++) {
            double f = a[i][k] / a[k][k];
            for (int j = k + 1; j < n; j++)
                a[i][j] -= f * a[k][j];
        }
    }
    return d;
}

/*
 * check: rows before that of the pivot are read again, not kept for each row below
 * check-gradient: determinant(4, {0.1, 2.0, 0.3, 0.4, 1.0, 0.2, 0.5, 0.6, 3.0, 0.7, 0.8, 0.9, 0.3, 0.5, 2.0, 1.1})
 * check-gradient: determinant(3, {2.0, 0.1, 0.3, 0.4, 1.0, 0.2, 0.5, 0.6, 3.0, 0.7, 0.8, 0.9, 0.3, 0.5, 2.0, 1.1})
 * check-gradient: determinant(1, {2.0, 0.1, 0.3, 0.4, 1.0, 0.2, 0.5, 0.6, 3.0, 0.7, 0.8, 0.9, 0.3, 0.5, 2.0, 1.1})
 * check-omits: a_j_at
 */
