#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    int i;
    for (i = 0; i < n && x[i] < 0.9; i++)
        t *= x[i];
    return t * i;
}

/*
 * check: the counter is used after the loop
 * check-gradient: f(5, {0.5, 0.7, 0.2, 0.95, 0.3})
 * check-gradient: f(3, {0.5, 0.7, 0.2})
 */
