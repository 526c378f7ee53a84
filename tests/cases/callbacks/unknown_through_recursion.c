#include <adgen/adgen.h>
#include <math.h>

static double repeat(double (*g)(double), double x, int n)
{
    if (n == 0)
        return x;
    return g(repeat(g, x, n - 1));
}

ADGEN_GRAD(x)
double f(double x, double (*g)(double), int n)
{
    return repeat(n > 2 ? g : sin, x, n);
}

/*
 * check: a callback of the caller's goes through a recursive function
 * check-error: adgen-function-pointer @ 8:12
 */
