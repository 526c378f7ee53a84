#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x, ADGEN_INACTIVE double *trace)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        sum += x[i] * x[i];
        trace[i] = sum;
    }
    return sum;
}

/*
 * check: an inactive output is written as the primal writes it
 * check-gradient: f(3, random(3, -1, 1), zeros(3))
 * check-header-has: double f_grad(int n, const double *x, double *trace, double *x_adj)
 */
