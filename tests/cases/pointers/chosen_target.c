#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double a = x * y, b = x + y;
    double *p = x > y ? &a : &b;
    *p *= x;
    *p += 1.0;
    return a * b;
}

/*
 * check: a store through a pointer to one of two variables
 * check-gradient: f(random(0.5, 1), random(1.5, 2))
 * check-gradient: f(random(1.5, 2), random(0.5, 1))
 */
