#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>
#include <stdlib.h>

/* The weight of the factor's part of the result may be zero: then the factor has no adjoint, but that has a derivative. */
ADGEN_GRAD()
double of_cholesky(int n, double weight, const double *a, const double *b)
{
    double *l = malloc((size_t)(n * n) * sizeof *l), *x = malloc((size_t)n * sizeof *x), sum;

    for (int i = 0; i < n * n; i++)
        l[i] = a[i];
    for (int i = 0; i < n; i++) {
        l[i * n + i] += 3.0;
        x[i] = b[i];
    }
    LAPACKE_dposv(LAPACK_ROW_MAJOR, 'L', n, 1, l, n, x, 1);
    sum = cblas_ddot(n, x, 1, b, 1);
    for (int i = 0; i < n; i++)
        sum += weight * l[i * n + i];
    free(l);
    free(x);
    return sum;
}

ADGEN_GRAD()
double of_elimination(int n, double weight, const double *a, const double *b)
{
    double *lu = malloc((size_t)(n * n) * sizeof *lu), *x = malloc((size_t)n * sizeof *x), sum;
    int    *ipiv = malloc((size_t)n * sizeof *ipiv);

    for (int i = 0; i < n * n; i++)
        lu[i] = a[i];
    for (int i = 0; i < n; i++)
        x[i] = b[i];
    LAPACKE_dgesv(LAPACK_COL_MAJOR, n, 1, lu, n, ipiv, x, n);
    sum = cblas_ddot(n, x, 1, b, 1);
    for (int i = 0; i < n; i++)
        sum += weight * lu[i * n + i];
    free(lu);
    free(x);
    free(ipiv);
    return sum;
}

/*
 * check: second derivatives through factors whose adjoint is zero
 * check-link: -llapacke -lopenblas
 * check-gradient: of_cholesky(3, 0.0, random(9, -1, 1), random(3, -1, 1))
 * check-gradient: of_cholesky(3, 0.5, random(9, -1, 1), random(3, -1, 1))
 * check-gradient: of_elimination(3, 0.0, random(9, -1, 1), random(3, -1, 1))
 * check-gradient: of_elimination(3, 0.5, random(9, -1, 1), random(3, -1, 1))
 */
