#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(unsigned n, const double *x)
{
    double t = 1.0;
    for (unsigned i = n; i-- > 0;)
        t = t * x[i] + x[0];
    return t;
}

/*
 * check: for (unsigned i = n; i-- > 0;)
 * check-gradient: f(6, random(6, -1, 1))
 * check-gradient: f(0, zeros(1))
 */
