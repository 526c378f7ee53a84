#include <adgen/adgen.h>

static double *largest(int n, double *x)
{
    double *best = x;
    for (int i = 1; i < n; i++)
        if (x[i] > *best)
            best = x + i;
    return best;
}

ADGEN_VJP()
void f(int n, double *x)
{
    double *top = largest(n, x);
    *top *= *top;
    x[0] += *largest(n, x);
}

/*
 * check: a helper that returns a pointer into its array
 * check-gradient: f(4, {0.5, 1.5, 2.5, 1.0})
 */
