#include <adgen/adgen.h>

static double touch(double *x)
{
    *x *= *x;
    return *x;
}

ADGEN_GRAD()
double f(double x, double y)
{
    touch(&x);
    (void)touch(&y);
    return x * y;
}

/*
 * check: a call whose result is not used
 * check-gradient: f(random(-1, 1), random(-1, 1))
 */
