#include <adgen/adgen.h>

static double later(double x, int n);

ADGEN_GRAD(x)
double f(double x)
{
    return later(x, 3) + later(x * x, 2);
}

static double later(double x, int n)
{
    double t = 1.0;
    for (int i = 0; i < n; i++)
        t *= x;
    return t;
}

/*
 * check: a helper that is defined after its use
 * check-gradient: f(random(-1, 1))
 */
