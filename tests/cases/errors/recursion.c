#include <adgen/adgen.h>

static double power(double x, int n)
{
    return n == 0 ? 1.0 : x * power(x, n - 1);
}

ADGEN_GRAD(x)
double f(double x)
{
    return power(x, 3);
}

/*
 * check: recursion with active data
 * check-error: adgen-recursion @ 5
 * check-error-text: asked to differentiate 'f' here
 */
