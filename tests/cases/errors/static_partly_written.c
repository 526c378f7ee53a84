#include <adgen/adgen.h>

static double best;

ADGEN_GRAD(x)
double f(const double *x, int n)
{
    for (int i = 0; i < n; i++)
        if (i == 0 || x[i] > best)
            best = x[i];
    return best * best;
}

/*
 * check: a static variable that is written in a branch only
 * check-error: adgen-static @ 9:30
 */
