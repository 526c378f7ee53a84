#include <adgen/adgen.h>
#include <math.h>

typedef double (*function)(double);

static double bump(double x) { return x * x + 0.4; }
static function other(function g) { return g == bump ? sin : bump; }

static double nested(function g, double x, int n)
{
    for (int i = 0; i < n; i++) {
        x = g(x) * nested(g, x, n - 1);
        g = other(g);
    }
    return g(x);
}

ADGEN_GRAD()
double f(double x, int n)
{
    return nested(bump, x, n) * nested(sin, x, 1);
}

/*
 * check: a callback that gives way to another in a loop of a recursive function
 * check-gradient: f(0.5, 0)
 * check-gradient: f(0.5, 3)
 */
