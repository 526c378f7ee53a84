#include <adgen/adgen.h>
#include <stddef.h>

ADGEN_GRAD(x, w)
double f(int n, const double *x, const double *w)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += (w ? w[i] : 1.0) * x[i] * x[i];
    return sum;
}

/*
 * check: an optional array that is not there
 * check-gradient: f(3, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: f(3, random(3, -1, 1), NULL)
 */
