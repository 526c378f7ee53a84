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
 * check-gradient: f(3, random(3, -1, 1), random(3, -1, 1), 0)
 * check-gradient: f(3, random(3, -1, 1), random(3, -1, 1), 1)
 */
