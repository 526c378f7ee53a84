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

ADGEN_DERIVATIVE_OF(cblas_ddot, jvp)
double cblas_ddot_jvp(int n, const double *x, int incx, const double *y, int incy, const double *x_dot, const double *y_dot,
                      double *result_dot)
{
    *result_dot = 0.0;
    for (int i = 0; i < n; i++)
        *result_dot += 10.0 * (x_dot[i * incx] * y[i * incy] + x[i * incx] * y_dot[i * incy]);
    return cblas_ddot(n, x, incx, y, incy);
}

ADGEN_GRAD()
double f(const double *x, const double *y)
{
    return cblas_ddot(2, x, 1, y, 1);
}

/*
 * check: derivatives that the program gives for a routine come first (these are wrong, to be told apart)
 * check-link: -lopenblas
 * check-call: f({1.0, 2.0}, {3.0, 4.0})
 * check-value: return = 11
 * check-value: x = {30, 40}
 * check-value: y = {10, 20}
 */
