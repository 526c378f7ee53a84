#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    double a[2];
    a[0] = x * x;
    a[1] = a[0] * x;
    a[0] = a[1] * a[0];
    a[1] = a[0] + a[1] * a[1];
    return a[0] * a[1];
}

/*
 * check: elements of a local array that are overwritten
 * check-gradient: f(random(0.5, 1.2))
 */
