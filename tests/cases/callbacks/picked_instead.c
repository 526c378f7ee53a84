#include <adgen/adgen.h>
#include <math.h>

static double square(double x) { return x * x; }

static double (*pick(int k))(double)
{
    return k == 1 ? square : cos;
}

ADGEN_GRAD()
double f(double x, int k)
{
    double (*g)(double) = sin;
    if (k)
        g = pick(k);
    return g(x);
}

/*
 * check: a function's name, or what another function returns
 * check-gradient: f(0.5, 0)
 * check-gradient: f(0.5, 1)
 * check-gradient: f(0.5, 2)
 */
