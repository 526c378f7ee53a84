#include <adgen/adgen.h>

static double norm2(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sum;
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    return norm2(n, x) * norm2(n - 1, x + 1);
}

/*
 * check: a helper that gets an array and part of it
 * check-gradient: f(4, random(4, -1, 1))
 */
