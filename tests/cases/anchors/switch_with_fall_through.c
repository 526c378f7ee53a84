#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int kind)
{
    double t = x;
    switch (kind) {
    case 0:
        t += x * x;
        /* fall through */
    case 1:
        t *= x;
        break;
    default:
        t -= 1.0;
    }
    return t * t;
}

/*
 * check: compound assignment in a switch, with fall-through
 * check-gradient: f(random(1, 2), 0)
 * check-gradient: f(random(1, 2), 1)
 * check-gradient: f(random(1, 2), 7)
 */
