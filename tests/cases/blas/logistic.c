#include <adgen/adgen.h>
#include <cblas.h>
#include <math.h>

/* Logistic regression: the gradient is known. */
ADGEN_GRAD(w)
double logistic(int m, int n, const double *x, const double *y, const double *w)
{
    double z[8], sum = 0.0;

    cblas_dgemv(CblasRowMajor, CblasNoTrans, m, n, 1.0, x, n, w, 1, 0.0, z, 1);
    for (int i = 0; i < m; i++)
        sum += log1p(exp(-y[i] * z[i]));
    return sum + 0.5 * cblas_ddot(n, w, 1, w, 1);
}

/*
 * check: logistic regression with a matrix of data, which gets no adjoint
 * check-link: -lopenblas
 * check-gradient: logistic(2, 1, {1.0, 2.0}, {1.0, -1.0}, {0.0})
 * check-value: w[0] = -0.5 + 1.0
 * check-value: return = 2 * log(2)
 * check-gradient: logistic(6, 3, random(18, -1, 1), {1, -1, 1, 1, -1, -1}, random(3, -1, 1))
 * check-omits: x_adj
 */
