#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    for (int i = 1; i < n; i *= 2)
        t = t * x[i] + x[i - 1];
    return t;
}

/*
 * check: a counter that doubles
 * check-gradient: f(20, random(20, -1, 1))
 */
