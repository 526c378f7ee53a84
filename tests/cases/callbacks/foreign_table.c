#include <adgen/adgen.h>

static double square(double x) { return x * x; }
static double cube(double x) { return x * x * x; }

double (*const powers[])(double) = {square, cube};

ADGEN_GRAD(x)
double f(double x, int k)
{
    return powers[k](x);
}

/*
 * check: static functions in a table that other units see have other addresses there
 * check-error: adgen-function-pointer @ 11:12
 */
