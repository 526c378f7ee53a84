#include <adgen/adgen.h>

ADGEN_GRAD()
double f(float a, double b, long double c)
{
    float s = a * 1.5f;
    double d = s * b;
    long double l = d * c + a;
    return (double)(l * s) + b;
}

/*
 * check: float, double and long double together: each adjoint has its variable's type
 * check-gradient: f(random(-2, 2), random(-2, 2), random(-2, 2))
 * check-header-has: float *a_adj
 * check-header-has: long double *c_adj
 */
