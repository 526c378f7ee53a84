#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int from, int to, const double *x)
{
    double t = 0.0;
    for (int i = from; i <= to; ++i)
        t += t * x[i] + x[i];
    for (int i = to; i != from - 1; i--)
        t *= x[i];
    return t;
}

/*
 * check: <= and != as bounds
 * check-gradient: f(2, 5, random(7, 0.5, 1))
 * check-gradient: f(3, 3, random(7, 0.5, 1))
 */
