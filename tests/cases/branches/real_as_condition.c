#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = 1.0;
    if (x)
        t = y / x;
    if (!y)
        t += x;
    return t;
}

/*
 * check: a real is a condition that asks whether it is zero
 * check-gradient: f(random(1, 2), random(1, 2))
 * check-call: f(0.0, 0.0)
 * check-value: x = 1
 * check-value: y = 0
 */
