#include <adgen/adgen.h>

static double change(double *t, double by)
{
    *t = *t * by;
    return *t;
}

ADGEN_GRAD(x)
double f(double x)
{
    double t = x;
    return change(&t, 2.0) * 10.0 + change(&t, x);
}

/*
 * check: two calls that change the same variable
 * check-error: adgen-order @ 13
 */
