#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

/* a x = b, and the determinant from the factors that are left in a. */
ADGEN_VJP()
double solve(int n, double *a, double *b)
{
    lapack_int ipiv[6];
    double det = 1.0;
    int info = LAPACKE_dgesv(LAPACK_COL_MAJOR, n, 1, a, n, ipiv, b, n);

    if (info > 0)
        return 0.0;
    for (int i = 0; i < n; i++) {
        det *= a[i + i * n];
        if (ipiv[i] != i + 1)
            det = -det;
    }
    return det;
}

/* Half the logarithm of |det|, and b' a^-1 c. */
ADGEN_GRAD()
double mixed(int n, const double *a, const double *b, const double *c)
{
    double lu[36], x[6], sum = 0.0;
    int ipiv[6];

    memcpy(lu, a, sizeof(double) * (size_t)n * (size_t)n);
    memcpy(x, c, sizeof(double) * (size_t)n);
    if (LAPACKE_dgesv(LAPACK_ROW_MAJOR, n, 1, lu, n, ipiv, x, 1) != 0)
        return NAN;
    for (int i = 0; i < n; i++)
        sum += 0.5 * log(fabs(lu[i * n + i]));
    return sum + cblas_ddot(n, b, 1, x, 1);
}

/* The inverse, by the columns of the identity. */
ADGEN_VJP()
void inverse(int n, const double *a, double *inv)
{
    double lu[36];
    lapack_int ipiv[6];

    for (int i = 0; i < n * n; i++) {
        lu[i] = a[i];
        inv[i] = i % (n + 1) == 0;
    }
    LAPACKE_dgetrf(LAPACK_ROW_MAJOR, n, n, lu, n, ipiv);
    LAPACKE_dgetrs(LAPACK_ROW_MAJOR, 'N', n, n, lu, n, ipiv, inv, n);
}

/*
 * check: equations whose factors are used afterwards, for the determinant, and the inverse
 * check-link: -llapacke -lopenblas
 * check-gradient: solve(1, {2.0}, {3.0})
 * check-value: return = 2
 * check-gradient: solve(2, {0.0, 3.0, 2.0, 1.0}, random(2, -1, 1))
 * check-gradient: solve(5, random(25, -1, 1), random(5, -1, 1))
 * check-call: solve(2, {0.0, 0.0, 0.0, 0.0}, {1.0, 1.0})
 * check-value: return = 0
 * check-gradient: mixed(3, random(9, -1, 1), random(3, -1, 1), random(3, -1, 1))
 * check-gradient: inverse(3, random(9, -1, 1), random(9, -1, 1))
 * check-within: 1e-9
 */
