#include <adgen/adgen.h>

double cube(double x)
{
    return x * x * x;
}

ADGEN_GRAD()
double f(double x, double y)
{
    return cube(x * y) + cube(2.0) * x;
}

/*
 * check: a helper with external linkage
 * check-gradient: f(random(-1, 1), random(-1, 1))
 */
