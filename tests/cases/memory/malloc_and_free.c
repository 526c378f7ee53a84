#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *t = malloc((size_t)(n + 1) * sizeof *t);
    double result;
    t[0] = 1.0;
    for (int i = 0; i < n; i++)
        t[i + 1] = t[i] * x[i] + 1.0;
    result = t[n] * t[n / 2];
    free(t);
    return result;
}

/*
 * check: a block from malloc, freed at the end
 * check-gradient: f(5, random(5, -1, 1))
 * check-gradient: f(0, zeros(1))
 */
