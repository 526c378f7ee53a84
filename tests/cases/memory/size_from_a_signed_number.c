#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

ADGEN_GRAD()
double damped(int n, double s, double *y)
{
    for (int i = 0; i < n; i++)
        for (int j = 1; j < n; j++)
            y[j] = sin(y[j - 1] * s);
    double *work = calloc((size_t)n, sizeof *work);
    for (int i = 0; i < n; i++)
        work[i] = 0.4 * y[i] * s;
    double sum = work[0] * y[n - 1];
    free(work);
    return sum;
}

/*
 * check: gcc takes it that a size may be negative, where our own allocation looks at it
 * check-gradient: damped(3, 0.3, random(3, 0.1, 0.9))
 * check-has: alloc-size-larger-than
 */
