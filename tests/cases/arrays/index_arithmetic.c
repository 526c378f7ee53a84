#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += x[(i * 7 + 3) % n] * x[n - 1 - i] * x[i / 2];
    return sum;
}

/*
 * check: computed indices
 * check-gradient: f(6, random(6, -1, 1))
 */
