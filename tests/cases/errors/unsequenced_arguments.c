#include <adgen/adgen.h>

static double pick(double a, double b)
{
    return a - b * b;
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    int i = n > 3;
    return pick(x[i++], x[i++]);
}

/*
 * check: two increments of one index in a call's arguments
 * check-error: adgen-order @ 12
 */
