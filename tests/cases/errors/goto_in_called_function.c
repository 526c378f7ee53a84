#include <adgen/adgen.h>

static double grow(double x, int k)
{
    static void *const ways[] = {&&small, &&large};
    goto *ways[k];
large:
    x *= 1.5;
small:
    return x * x;
}

ADGEN_GRAD(x)
double f(double x, int k)
{
    return grow(x, k) * x;
}

/*
 * check: the construct is named where it stands, in the function that is called
 * check-error: adgen-goto @ 6
 */
