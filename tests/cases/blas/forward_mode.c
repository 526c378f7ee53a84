#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>

/* A layer on data: the tangents of the weights alone. */
ADGEN_JVP(w, h)
void layer(int n, int k, int m, const double *x, const double *w, double *h)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, m, k, 1.0, x, k, w, m, 0.0, h, m);
}

ADGEN_JVP()
double energy(int n, const double *a, const double *x, double *y)
{
    cblas_dsymv(CblasRowMajor, CblasUpper, n, 1.0, a, n, x, 1, 0.0, y, 1);
    return 0.5 * cblas_ddot(n, x, 1, y, 1);
}

/* What is written is written over: its tangent goes. */
ADGEN_JVP(x, y)
void overwrite(int n, const double *data, const double *x, double *y)
{
    cblas_daxpy(n, 2.0, x, 1, y, 1);
    cblas_dcopy(n - 1, data, 1, y + 1, 1);
}

ADGEN_JVP(b)
int solve(int n, double *a, double *b)
{
    int ipiv[3];

    return LAPACKE_dgesv(LAPACK_ROW_MAJOR, n, 1, a, n, ipiv, b, 1);
}

/*
 * check: what forward mode calls
 * check-link: -llapacke -lopenblas
 * check-has: cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, m, k, 1.0, x, k, w_dot, m, 0.0, h_dot, m);
 * check-has: cblas_dsymv(CblasRowMajor, CblasUpper, n, 1.0, a_dot, n, x, 1, 0.0, y_dot, 1);
 * check-has: cblas_dsymv(CblasRowMajor, CblasUpper, n, 1.0, a, n, x_dot, 1, 1.0, y_dot, 1);
 * check-has: cblas_daxpy(n, 2.0, x_dot, 1, y_dot, 1);
 * check-has: adgen_dclear_vector(n - 1, y_dot + 1, 1);
 * check-gradient: layer(2, 3, 2, random(6, -1, 1), random(6, -1, 1), random(4, -1, 1))
 * check-gradient: energy(3, random(9, -1, 1), random(3, -1, 1), random(3, -1, 1))
 * check-gradient: overwrite(3, random(2, -1, 1), random(3, -1, 1), random(3, -1, 1))
 * check-gradient: solve(3, random(9, -1, 1), random(3, -1, 1))
 */
