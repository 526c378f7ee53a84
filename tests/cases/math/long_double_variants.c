#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
long double f(long double x, long double y)
{
    return expl(x) * logl(y) + sinl(x) * cosl(y) + powl(y, x) + sqrtl(y) * fabsl(x) + tanhl(x * y) + atan2l(x, y)
        + hypotl(x, y) + fmaxl(x, y) + erfl(x) + floorl(y) + fmal(x, y, x) + cbrtl(y);
}

/*
 * check: the functions of long double
 * check-gradient: f(random(0.2, 0.8), random(1.1, 1.9))
 */
