#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double a, double b, int n)
{
    double  z[2] = { a, a * b };
    double *t = n & 1 ? z : z + 1;

    t = t == z ? z + 1 : z;
    *t *= 2.0;
    t = t + (z + 1 - t) - 1;
    *t *= 3.0 * a;
    return z[0] * b + z[1];
}

/*
 * check: a pointer whose new value depends on its old one
 * check-gradient: f(1.5, 0.5, 0)
 * check-gradient: f(1.5, 0.5, 1)
 */
