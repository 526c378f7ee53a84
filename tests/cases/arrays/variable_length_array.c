#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t[n + 1];
    t[0] = 1.0;
    for (int i = 0; i < n; i++)
        t[i + 1] = t[i] * x[i] + 1.0;
    return t[n] * t[n / 2];
}

/*
 * check: a variable-length array as a chain
 * check-gradient: f(5, random(5, -1, 1))
 * check-gradient: f(0, zeros(1))
 */
