#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, ADGEN_SIZE(n) const double *x)
{
    double t = 1.0;
    for (int i = 0; i < n; i++)
        t = t * x[i] + 1.0;
    return t;
}

/*
 * check: ADGEN_SIZE changes nothing in the signature
 * check-gradient: f(3, random(3, -1, 1))
 */
