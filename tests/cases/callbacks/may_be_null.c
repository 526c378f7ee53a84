#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

static double square(double x) { return x * x; }

static double apply(double (*g)(double), double x)
{
    return g ? g(x) : x;
}

static double (*pick(int k))(double)
{
    return k == 0 ? NULL : k == 1 ? square : cos;
}

ADGEN_GRAD(x)
double f(double x, int k)
{
    double (*g)(double) = pick(k);
    double y = apply(g, x);
    g = pick((k + 1) % 3);
    return y * apply(g, y) + apply(NULL, x);
}

/*
 * check: a callback that a function picks, or that is not there
 * check-gradient: f(0.5, 0)
 * check-gradient: f(0.5, 1)
 * check-gradient: f(0.5, 2)
 */
