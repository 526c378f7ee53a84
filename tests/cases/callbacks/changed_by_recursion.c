#include <adgen/adgen.h>
#include <math.h>

static double square(double x) { return x * x; }
static double half(double x) { return 0.5 * x; }

static double alternate(double (*g)(double), double (*h)(double), double x, int n)
{
    if (n == 0)
        return x;
    return g(alternate(h, g, h(x), n - 1)) + x;
}

ADGEN_GRAD(x)
double f(double x, int n)
{
    return alternate(square, half, x, n) * alternate(sin, sin, x, n);
}

/*
 * check: two callbacks that change places from one depth to the next
 * check-gradient: f(0.5, 0)
 * check-gradient: f(0.5, 3)
 */
