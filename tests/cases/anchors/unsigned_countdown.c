#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(unsigned n, const double *x)
{
    double t = 1.0;
    for (unsigned i = n; i-- > 0;)
        t = t * x[i] + x[i];
    return t;
}

/*
 * check: for (unsigned i = n; i-- > 0;)
 * check-gradient: f(5, random(5, -1, 1))
 */
