#include <adgen/adgen.h>

static double square(double x)
{
    return x * x;
}

ADGEN_GRAD()
double f(double x, double y)
{
    return square(x) * square(y + 1.0) + square(square(x));
}

/*
 * check: a helper called several times with other arguments
 * check-gradient: f(random(-1, 1), random(-1, 1))
 */
