#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    const double *best = x;
    for (const double *p = x + 1; p < x + n; p++)
        if (*p > *best)
            best = p;
    return *best * *best + x[0];
}

/*
 * check: a pointer to the element that won
 * check-gradient: f(5, random(5, 0, 1))
 */
