#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double a, double b)
{
    double *p = a > b ? &a : &b;
    *p *= *p;
    return a * b;
}

/*
 * check: p = c ? &a : &b
 * check-gradient: f(random(1, 2), random(0.2, 0.8))
 * check-gradient: f(random(0.2, 0.8), random(1, 2))
 */
