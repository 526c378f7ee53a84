#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int n)
{
    volatile int steps = n;
    double t = x;
    for (int i = 0; i < n; i++)
        t *= x;
    steps = steps + 1;
    return t * steps;
}

/*
 * check: a volatile integer
 * check-gradient: f(random(0.5, 1.5), 2)
 */
