#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *work = malloc(2 * (size_t)n * sizeof *work), *low = work, *high = work + n, sum = 0.0;
    for (int i = 0; i < n; i++) {
        low[i] = x[i] * 2.0;
        high[i] = low[i] * x[i];
    }
    for (int i = 0; i < n; i++)
        sum += low[i] * high[n - 1 - i];
    free(work);
    return sum;
}

/*
 * check: one block used as two arrays
 * check-gradient: f(4, random(4, -1, 1))
 */
