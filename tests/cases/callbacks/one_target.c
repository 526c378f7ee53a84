#include <adgen/adgen.h>

static double square(double x)
{
    return x * x;
}

ADGEN_GRAD(x)
double f(double x)
{
    double (*g)(double) = square;
    return g(x) + x;
}

/*
 * check: a pointer with one target
 * check-gradient: f(1.5)
 */
