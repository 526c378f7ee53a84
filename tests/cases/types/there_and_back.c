#include <adgen/adgen.h>

/* The sum goes to long double and back; what is added there has no derivative. */
ADGEN_GRAD(x)
double mixed(int n, const double *x, const long double *weight)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    for (int i = 0; i < n; i++)
        sum += weight[i];
    return sum;
}

/*
 * check: a conversion to a wider type and back is none, and an adjoint is not assigned to itself
 * check-gradient: mixed(3, random(3, 0.5, 1), random(3, 0.5, 1))
 * check-omits: sum_adj = sum_adj
 * check-omits: (long double)
 */
