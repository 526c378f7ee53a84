#include <adgen/adgen.h>

static double one(double x) { return x; }
static double two(double x) { return x * x; }
static double (*const table[])(double) = { one, two };

ADGEN_GRAD(x)
double f(double x, int k)
{
    return table[k](x);
}

/*
 * check: a table of functions
 * check-error: adgen-function-pointer @ 10
 */
