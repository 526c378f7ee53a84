#include <adgen/adgen.h>

double halve(double t, int *k);

static double change(double *t)
{
    *t *= 2.0;
    return *t;
}

ADGEN_GRAD(x)
double f(double x, int k)
{
    double t = x;
    t = halve(t, &k);
    t = t + change(&t);
    return t;
}

/*
 * check: every reason is reported, not only the first
 * check-error: adgen-extern @ 15
 * check-error: adgen-order @ 16
 */
