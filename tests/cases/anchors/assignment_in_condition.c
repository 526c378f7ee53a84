#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    double t = 0.0, u;
    while ((u = x * (t + 1.0)) < 8.0)
        t += u;
    if ((t = u * x) > 1.0)
        t *= u;
    return t;
}

/*
 * check: assignments inside conditions
 * check-gradient: f(random(0.6, 0.65))
 */
