#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x, int n)
{
    double y = x;
    int    tries = 0;
again:
    y = sin(y) + x;
    tries++;
    if (tries < n)
        goto again;
    return y * tries;
}

ADGEN_GRAD(x)
double in_the_middle(double x, int n)
{
    double y = x, step = 1.0;
    int    tries = 0;
again:
    step *= 0.5;
    y += step * x * y;
    if (++tries < n)
        goto again;
    y *= x;
    if (tries < 2 * n && y < 5.0)
        goto again;
    return y;
}

/*
 * check: goto backward, as a loop with its condition at the end, and from several places
 * check-gradient: f(1.3, 0)
 * check-gradient: f(1.3, 1)
 * check-gradient: f(1.3, 5)
 * check-gradient: in_the_middle(0.7, 0)
 * check-gradient: in_the_middle(0.7, 1)
 * check-gradient: in_the_middle(0.7, 4)
 */
