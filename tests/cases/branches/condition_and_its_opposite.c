#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y, int n)
{
    double z = n < 1 && !(n < 1) ? -x : atan2(x, y);
    if (!(n > 2) || n > 2)
        z *= sin(x);
    if (x == y && !(x == y))
        z *= cos(x);
    if (x < y || !(x < y))
        z *= cos(y);
    return z;
}

/*
 * check: what contradicts itself goes: !(n < 1) is written as n >= 1, and compilers warn of n < 1 && n >= 1.  Reals may be no numbers, and stay
 * check-gradient: f(0.3, 0.4, 2)
 * check-gradient: f(0.3, 0.4, 0)
 * check-gradient: f(0.5, 0.4, 3)
 */
