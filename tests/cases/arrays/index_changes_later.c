#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    int k = n / 2;
    double t = x[k] * x[k];
    k = 0;
    t *= x[k];
    k = n - 1;
    return t * x[k];
}

/*
 * check: an index variable that has another value when the derivative is taken
 * check-gradient: f(5, random(5, -1, 1))
 */
