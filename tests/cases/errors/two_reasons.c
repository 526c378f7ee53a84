#include <adgen/adgen.h>
#include <math.h>

static double change(double *t)
{
    *t *= 2.0;
    return *t;
}

ADGEN_GRAD(x)
double f(double x, int k)
{
    double t = x;
    t = frexp(t, &k);
    t = t + change(&t);
    return t;
}

/*
 * check: every reason is reported, not only the first
 * check-error: adgen-extern @ 14
 * check-error: adgen-order @ 15
 */
