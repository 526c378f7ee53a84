#include <adgen/adgen.h>

static double sum(const double *p, int n)
{
    return n == 0 ? 0.0 : p[0] * p[0] + sum(p + 1, n - 1);
}

ADGEN_GRAD(a)
double f(int n, const double *a, const double *b, int which)
{
    const double *p = which ? a : b;
    return sum(p, n);
}

/*
 * check: a pointer to an independent and to what has no adjoint, for a function that calls itself
 * check-error: adgen-mixed @ 12
 * check-error-text: name 'b' among the independents
 */
