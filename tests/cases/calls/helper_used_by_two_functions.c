#include <adgen/adgen.h>

static double loss(double e)
{
    return e * e;
}

ADGEN_GRAD(x)
double f(double x)
{
    return loss(x - 1.0);
}

ADGEN_GRAD(x, y)
double g(double x, double y)
{
    return loss(x) * loss(y);
}

/*
 * check: two annotated functions share a helper
 * check-gradient: f(random(-1, 1))
 * check-gradient: g(random(-1, 1), random(-1, 1))
 */
