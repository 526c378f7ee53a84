#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    double *t = malloc((size_t)n * sizeof *t);
    if (!t)
        return -1.0;
    for (int i = 0; i < n; i++)
        t[i] = x[i] * x[i];
    for (int i = 1; i < n; i++)
        sum += t[i] * t[i - 1];
    free(t);
    return sum;
}

/*
 * check: a return where malloc fails
 * check-gradient: f(4, random(4, -1, 1))
 */
