#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    for (int i = 0, j = n - 1; i < j; i++, j--)
        t += t * x[i] * x[j];
    return t;
}

/*
 * check: two counters in one loop
 * check-gradient: f(7, random(7, -1, 1))
 */
