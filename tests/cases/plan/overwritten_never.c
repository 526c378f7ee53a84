#include <adgen/adgen.h>

/* Two arrays are copied, and others written. */
ADGEN_GRAD(x, k)
double steps(int n, double *restrict x_before, double *restrict k_before, const double *x, const double *k, const int *kind,
             const int *weight, double *restrict y)
{
    double s = 0.0;
    for (int i = 0; i < n; i++) {
        x_before[i] = x[i];
        k_before[i] = k[i];
        y[i] = x[i] * x[i] * weight[kind[i]] + k[i];
    }
    for (int i = 0; i < n; i++)
        s += y[i] * x_before[i] + k_before[i];
    return s;
}

/*
 * check: loops that overwrite nothing of what they copy are compiled as they are
 * check-gradient: steps(3, zeros(3), zeros(3), random(3, 0.2, 0.9), random(3, 0.2, 0.9), {2, 0, 1}, {1, 2, 3, 0}, zeros(3))
 * check-omits: GCC optimize
 */
