#include <adgen/adgen.h>

ADGEN_GRAD(a)
double f(int n, const double *a, const double *b, int which)
{
    const double *p = which ? a : b;
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += p[i] * p[i];
    return sum;
}

/*
 * check: one pointer to an independent and to what has no adjoint
 * check-error: adgen-mixed @ 9
 * check-error-text: name 'b' among the independents
 */
