#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    double t = x * x;
    if (t > 4.0)
        goto done;
    t *= x;
done:
    return t;
}

/*
 * check: goto over a statement
 * check-gradient: f(1.5)
 * check-gradient: f(2.5)
 */
