#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, unsigned n)
{
    unsigned wrapped = n - 5u;
    unsigned short s = (unsigned short)(n * 40000u);
    return x * (wrapped > 100u) + x * x * s + (n - 3u < n ? x : 0.0);
}

/*
 * check: unsigned integers wrap around
 * check-gradient: f(random(-2, 2), 3u)
 */
