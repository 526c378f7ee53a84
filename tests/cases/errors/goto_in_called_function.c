#include <adgen/adgen.h>

static double grow(double x)
{
again:
    x *= 1.5;
    if (x < 4.0)
        goto again;
    return x;
}

ADGEN_GRAD(x)
double f(double x)
{
    return grow(x) * x;
}

/*
 * check: the construct is named where it stands, in the function that is called
 * check-error: adgen-goto @ 5
 */
