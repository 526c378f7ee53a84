#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y, int first)
{
    const double *p = first ? &x : &y;
    double t = *p * *p;
    p = first ? &y : &x;
    return t * *p + *p;
}

/*
 * check: p = c ? &a : &b
 * check-gradient: f(random(0.5, 2), random(0.5, 2), 1)
 * check-gradient: f(random(0.5, 2), random(0.5, 2), 0)
 */
