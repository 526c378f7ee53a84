#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, double *x)
{
    double *last = &x[n - 1], *first = &*x;
    double t = *last * *first;
    *last = t;
    return x[n - 1] * x[0];
}

/*
 * check: addresses of elements
 * check-gradient: f(3, random(3, -1, 1))
 */
