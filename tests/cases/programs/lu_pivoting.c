#include <adgen/adgen.h>
#include <math.h>

#define MAX_N 8

/*
 * Solves a x = b: a is overwritten by its factors, b by the solution, perm by the order of the rows.
 * Returns the determinant, 0 where a pivot vanishes.
 */
ADGEN_GRAD()
double lu_solve(int n, double a[][MAX_N], double *b, int *perm)
{
    double det = 1.0, y[MAX_N];
    int i, j, k, p;

    for (i = 0; i < n; i++)
        perm[i] = i;

    for (k = 0; k < n; k++) {
        double big = 0.0;

        p = k;
        for (i = k; i < n; i++) {
            if (fabs(a[i][k]) > big) {
                big = fabs(a[i][k]);
                p = i;
            }
        }
        if (big < 1e-14)
            return 0.0;
        if (p != k) {
            int ti = perm[k];
            perm[k] = perm[p];
            perm[p] = ti;
            for (j = 0; j < n; j++) {
                double t = a[k][j];
                a[k][j] = a[p][j];
                a[p][j] = t;
            }
            det = -det;
        }
        det *= a[k][k];
        for (i = k + 1; i < n; i++) {
            a[i][k] /= a[k][k];
            for (j = k + 1; j < n; j++)
                a[i][j] -= a[i][k] * a[k][j];
        }
    }

    for (i = 0; i < n; i++) {
        y[i] = b[perm[i]];
        for (j = 0; j < i; j++)
            y[i] -= a[i][j] * y[j];
    }
    for (i = n - 1; i >= 0; i--) {
        double s = y[i];
        for (j = i + 1; j < n; j++)
            s -= a[i][j] * b[j];
        b[i] = s / a[i][i];
    }
    return det;
}

/*
 * check: LU with partial pivoting, in place, rows swapped, an integer permutation as output
 * check-gradient: lu_solve(0, zeros(0), zeros(0), zeros(0))
 * check-value: return = 1
 * check-gradient: lu_solve(1, {2.0, 0, 0, 0, 0, 0, 0, 0}, {3.0}, {0})
 * check-value: a[0][0] = 1
 * check-value: return = 2
 * check-gradient: lu_solve(2, {0.5, 1.0, 0, 0, 0, 0, 0, 0, 2.0, 3.0, 0, 0, 0, 0, 0, 0}, {1.0, 2.0}, {0, 0})
 * check-value: return = 0.5 * 3 - 2
 * check-call: lu_solve(2, {0.0, 1.0, 0, 0, 0, 0, 0, 0, 0.0, 3.0, 0, 0, 0, 0, 0, 0}, {1.0, 2.0}, {0, 0})
 * check-value: return = 0
 * check-gradient: lu_solve(4, random(32, -1, 1), random(4, -1, 1), zeros(4))
 * check-gradient: lu_solve(3, {1.0, 2.0, 3.0, 0, 0, 0, 0, 0, 4.0, 5.0, 6.0, 0, 0, 0, 0, 0, 7.0, 8.0, 10.0, 0, 0, 0, 0, 0},
 *     {1.0, -1.0, 0.5}, zeros(3))
 * check-within: 1e-8
 */
