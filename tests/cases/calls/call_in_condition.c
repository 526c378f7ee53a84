#include <adgen/adgen.h>

static double advance(double *x)
{
    *x = *x * 1.5 + 0.25;
    return *x;
}

ADGEN_GRAD(x)
double f(double x)
{
    double t = x;
    int steps = 0;
    while (advance(&t) < 5.0)
        steps++;
    if (t > 6.0 && advance(&t) > 0.0)
        t += x;
    return t * steps;
}

/*
 * check: calls with effects in conditions
 * check-gradient: f(random(0.5, 0.6))
 * check-gradient: f(random(1, 1.1))
 */
