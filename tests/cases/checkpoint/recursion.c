#include <adgen/adgen.h>
#include "quiet.h"

static double deeper(double x, int n)
{
    double y = x;

#pragma adgen checkpoint(2)
    for (int i = 0; i < n; i++)
        y = y * y + 0.1;
    return n > 0 ? y + deeper(x * 0.5, n - 1) : y;
}

ADGEN_GRAD(x)
double f(double x, int n)
{
    return deeper(x, n);
}

/*
 * check: a loop in a function that calls itself, which runs forward and backward as one
 * check-gradient: f(0.6, 5)
 */
