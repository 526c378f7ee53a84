#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    double t = x;
again:
    t = t * x + 1.0;
    if (t < 10.0)
        goto again;
    return t;
}

/*
 * check: a loop made with goto
 * check-error: adgen-goto @ 7
 * check-error-text: a loop or an early return can be differentiated
 */
