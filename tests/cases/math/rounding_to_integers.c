#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    long n = lround(x);
    return x * (double)n + (double)llrint(x * 2.0) * x;
}

/*
 * check: lround and llrint give integers, without derivatives
 * check-gradient: f(random(3.1, 3.2))
 * check-value: x = lround(x) + llrint(2 * x)
 */
