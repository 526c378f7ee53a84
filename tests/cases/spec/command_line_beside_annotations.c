#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    return x * x;
}

double g(double x, double y)
{
    return f(x) * f(y);
}

/*
 * check: annotations and options add up
 * check-args: --grad 'g(y, as(g_by_y))'
 * check-gradient: f(random(-1, 1))
 * check-gradient: g(random(-1, 1), random(-1, 1))
 */
