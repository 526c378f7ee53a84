#include <adgen/adgen.h>
#include <cblas.h>
#include <math.h>

ADGEN_GRAD(x)
double largest(int n, const double *x, int incx)
{
    return n > 0 ? x[(int)cblas_idamax(n, x, incx) * incx] : 0.0;
}

/* Scaled by its largest number. */
ADGEN_VJP()
int scaled(int n, double *x)
{
    CBLAS_INDEX k = cblas_idamax(n, x, 1);

    cblas_dscal(n, 1.0 / fabs(x[k]), x, 1);
    return (int)k;
}

/* Elimination with pivots. */
ADGEN_GRAD()
double determinant(int n, double *a)
{
    double det = 1.0;

    for (int k = 0; k < n; k++) {
        int p = k + (int)cblas_idamax(n - k, a + k * n + k, n);

        if (p != k) {
            cblas_dswap(n, a + k * n, 1, a + p * n, 1);
            det = -det;
        }
        det *= a[k * n + k];
        for (int i = k + 1; i < n; i++)
            cblas_daxpy(n - k, -a[i * n + k] / a[k * n + k], a + k * n + k, 1, a + i * n + k, 1);
    }
    return det;
}

/*
 * check: the index of the largest number carries no derivative, what is found there does
 * check-link: -lopenblas
 * check-gradient: largest(0, zeros(0), 1)
 * check-gradient: largest(1, {-2.0}, 1)
 * check-gradient: largest(3, {1.0, -4.0, 3.0}, 1)
 * check-value: x = {0, 1, 0}
 * check-gradient: largest(3, {1.0, 9.0, -2.0, 9.0, 3.0}, 2)
 * check-gradient: scaled(5, random(5, -1, 1))
 * check-gradient: determinant(1, {2.0})
 * check-gradient: determinant(4, random(16, -1, 1))
 * check-within: 1e-10
 */
