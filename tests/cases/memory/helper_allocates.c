#include <adgen/adgen.h>
#include <stdlib.h>

static double *copy(int n, const double *x)
{
    double *y = malloc((size_t)n * sizeof *y);
    for (int i = 0; i < n; i++)
        y[i] = x[i];
    return y;
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *y = copy(n, x), sum = 0.0;
    for (int i = 1; i < n; i++) {
        y[i] *= y[i - 1];
        sum += y[i];
    }
    free(y);
    return sum;
}

/*
 * check: a helper that allocates and returns a block
 * check-gradient: f(4, random(4, -1, 1))
 */
