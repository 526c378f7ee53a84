#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return erf(x) * erfc(y) + erf(x * y);
}

/*
 * check: erf, erfc
 * check-gradient: f(random(-2, 2), random(-2, 2))
 * check-value: x = 1.1283791670955125739 * (exp(-x * x) * erfc(y) + y * exp(-x * x * y * y))
 */
