#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = x * y;
    double *p = &t;
    *p = *p * t;
    t += *p;
    return t;
}

/*
 * check: a variable read and written through its address
 * check-gradient: f(random(0.5, 2), random(0.5, 2))
 */
