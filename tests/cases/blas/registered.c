#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_DERIVATIVE_OF(cblas_ddot, vjp)
double cblas_ddot_vjp(int n, const double *x, int incx, const double *y, int incy, double *x_adj, double *y_adj, double result_adj)
{
    for (int i = 0; i < n; i++) {
        x_adj[i * incx] += 10.0 * result_adj * y[i * incy];
        y_adj[i * incy] += 10.0 * result_adj * x[i * incx];
    }
    return cblas_ddot(n, x, incx, y, incy);
}

ADGEN_GRAD()
double f(const double *x, const double *y)
{
    return cblas_ddot(2, x, 1, y, 1);
}

/*
 * check: a derivative that the program gives for a routine comes first (this one is wrong, to be told apart)
 * check-link: -lopenblas
 * check-call: f({1.0, 2.0}, {3.0, 4.0})
 * check-value: return = 11
 * check-value: x = {30, 40}
 * check-value: y = {10, 20}
 */
