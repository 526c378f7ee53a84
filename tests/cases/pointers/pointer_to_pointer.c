#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double *p = &x, **q = &p;
    **q = x * y;
    *q = &y;
    **q += x;
    return x * y;
}

/*
 * check: a pointer to a pointer
 * check-gradient: f(random(0.5, 2), random(0.5, 2))
 */
