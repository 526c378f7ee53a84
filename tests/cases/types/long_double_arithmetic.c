#include <adgen/adgen.h>

ADGEN_GRAD()
long double f(long double x, long double y)
{
    long double t = x * y + 0.5L;
    t += t * x;
    return t / y - x;
}

/*
 * check: everything in long double
 * check-gradient: f(random(-2, 2), random(1, 2))
 */
