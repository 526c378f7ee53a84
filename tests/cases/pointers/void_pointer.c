#include <adgen/adgen.h>

const double table[2] = { 3.0, 4.0 };

ADGEN_GRAD(x)
double f(int n, const double *x, const void *weights)
{
    const double *w = weights;
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += w[i] * x[i] * x[i];
    return sum;
}

/*
 * check: inactive data behind a pointer to void
 * check-call: f(2, {1.0, 2.0}, table)
 * check-value: return = 19
 * check-value: x = {6, 16}
 */
