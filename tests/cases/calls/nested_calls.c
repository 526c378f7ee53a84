#include <adgen/adgen.h>

static double inner(double x)
{
    return x * x + 1.0;
}

static double middle(double x, double y)
{
    return inner(x) * y + inner(inner(y));
}

ADGEN_GRAD()
double f(double x, double y)
{
    return middle(inner(x), middle(x, y));
}

/*
 * check: calls within calls within arguments
 * check-gradient: f(random(-0.5, 0.5), random(-0.5, 0.5))
 */
