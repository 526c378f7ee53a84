#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    return x * x + 1.0;
}

ADGEN_GRAD(x)
double g(double x)
{
    return f(x) * f(2.0 * x);
}

/*
 * check: an annotated function is called by another one
 * check-gradient: f(random(-1, 1))
 * check-gradient: g(random(-1, 1))
 */
