#include <adgen/adgen.h>

ADGEN_VJP(x)
void f(int n, const double *x, double *y)
{
    y[0] = x[0];
    for (int i = 1; i < n; i++)
        y[i] = y[i - 1] * x[i];
    for (int i = 0; i < n; i++)
        y[i] *= y[i];
}

/*
 * check: an output that is read and overwritten
 * check-gradient: f(4, random(4, 0.5, 1.5), random(4, -1, 1))
 */
