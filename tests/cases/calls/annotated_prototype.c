#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, double y);

double f(double x, double y)
{
    return x * x * y;
}

/*
 * check: the annotation stands on a prototype
 * check-gradient: f(random(-1, 1), random(-1, 1))
 */
