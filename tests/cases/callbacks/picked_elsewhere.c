#include <adgen/adgen.h>
#include <math.h>

static double square(double x) { return x * x; }

double (*pick(int k))(double);

double (*pick(int k))(double)
{
    return k ? square : cos;
}

ADGEN_GRAD()
double f(double x, int k)
{
    return pick(k)(x);
}

/*
 * check: a function that other files can call returns the address of their copy of a static one
 * check-error: adgen-function-pointer @ 16:12
 */
