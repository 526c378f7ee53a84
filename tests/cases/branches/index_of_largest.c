#include <adgen/adgen.h>

ADGEN_GRAD(x)
double largest(int n, const double *x)
{
    int best = 0;
    for (int i = 1; i < n; i++)
        if (x[i] > x[best])
            best = i;
    return x[best] * x[best] * best;
}

/*
 * check: an index found by comparing active values
 * check-gradient: largest(6, random(6, 1, 2))
 */
