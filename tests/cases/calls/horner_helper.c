#include <adgen/adgen.h>

static double polynomial(int degree, const double *c, double x)
{
    double value = c[degree];
    while (degree-- > 0)
        value = value * x + c[degree];
    return value;
}

ADGEN_GRAD(c, x)
double f(int n, const double *c, double x)
{
    double p = polynomial(n, c, x);
    return p * p - polynomial(n - 1, c, p);
}

/*
 * check: a polynomial, also of its own value
 * check-gradient: f(3, random(4, -1, 1), random(-1, 1))
 */
