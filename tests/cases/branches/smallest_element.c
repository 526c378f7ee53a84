#include <adgen/adgen.h>

ADGEN_GRAD()
double smallest(int n, const double *x)
{
    double best = x[0];
    for (int i = 1; i < n; i++)
        if (x[i] < best)
            best = x[i];
    return best * best;
}

/*
 * check: only the element that won gets an adjoint
 * check-gradient: smallest(5, random(5, 1, 2))
 * check-gradient: smallest(3, {3.0, 1.0, 2.0})
 * check-value: x = {0, 2, 0}
 */
