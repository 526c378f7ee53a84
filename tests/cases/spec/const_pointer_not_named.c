#include <adgen/adgen.h>

ADGEN_GRAD(w)
double f(int n, const double *w, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += w[i] * x[i] * x[i];
    return sum;
}

/*
 * check: a const pointer that is not named has no shadow
 * check-gradient: f(3, random(3, -1, 1), random(3, -1, 1))
 * check-header-has: double f_grad(int n, const double *w, const double *x, double *w_adj)
 */
