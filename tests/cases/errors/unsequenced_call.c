#include <adgen/adgen.h>

static double change(double *t)
{
    *t = *t * 2.0;
    return *t;
}

ADGEN_GRAD(x)
double f(double x)
{
    double t = x;
    return t + change(&t);
}

/*
 * check: t + h(&t): C leaves open which comes first
 * check-error: adgen-order @ 13
 */
