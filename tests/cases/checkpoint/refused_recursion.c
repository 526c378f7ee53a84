#include <adgen/adgen.h>
#include "quiet.h"

static void deeper(int n, double *x)
{
    if (n == 0)
        return;
#pragma adgen checkpoint(2)
    for (int i = 0; i < n; i++)
        x[0] = x[0] * x[0] + 0.1 * x[1];
    deeper(n - 1, x);
    x[1] = x[1] * x[0];
}

ADGEN_GRAD(a)
double f(double a, int n)
{
    double x[2] = {a, 0.5};

    deeper(n, x);
    return x[0] * x[1];
}

/*
 * check: what a function keeps whose two passes are two functions lies on a tape
 * check-error: adgen-checkpoint @ 8
 */
