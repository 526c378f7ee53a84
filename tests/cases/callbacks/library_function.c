#include <adgen/adgen.h>
#include <math.h>

static double twice(double (*g)(double), double x)
{
    return g(g(x));
}


ADGEN_GRAD(x)
double f(double x)
{
    double (*const h)(double) = exp;
    return twice(sin, x) * twice(h, x * 0.1) + twice(sqrt, x * x);
}

/*
 * check: functions of the library as callbacks
 * check-gradient: f(0.7)
 */
