#define _DEFAULT_SOURCE
#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x, double y)
{
    double l = lgamma(x - 1.1);
    double s = signgam * l;

    l = lgamma(y);
    return s + signgam * l;
}

/*
 * check: the sign that lgamma leaves in a global variable
 * check-error: adgen-global @ 9
 * check-error: adgen-global @ 12
 */
