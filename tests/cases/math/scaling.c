#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, int n)
{
    return ldexp(x * x, n) + scalbn(x, -n);
}

/*
 * check: ldexp and scalbn: multiplication with a power of two
 * check-gradient: f(random(-2, 2), 3)
 * check-value: x = 16 * x + 0.125
 */
