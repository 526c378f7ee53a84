#include <adgen/adgen.h>
#include <stddef.h>

ADGEN_GRAD(x)
double f(size_t n, const double *x)
{
    double t = 0.5;
    for (size_t i = n - 1; i < n; --i)
        t = t * x[i] + 1.0;
    return t;
}

/*
 * check: an unsigned counter that ends by wrapping around
 * check-gradient: f(5, random(5, -1, 1))
 * check-gradient: f(0, zeros(1))
 */
