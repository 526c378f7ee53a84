#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int kind, int flags)
{
    double t = kind == 2 ? x * x : x;
    if (flags & 1)
        t *= t;
    if (kind > 2 && !(flags & 4))
        t += x;
    return t;
}

/*
 * check: branches on integers need nothing stored
 * check-gradient: f(random(1, 2), 2, 1)
 * check-gradient: f(random(1, 2), 3, 2)
 * check-gradient: f(random(1, 2), 3, 5)
 * check-omits: adgen_
 */
