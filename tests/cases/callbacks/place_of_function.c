#include <adgen/adgen.h>
#include <math.h>

typedef double (*function)(double);

static double square(double x) { return x * x; }

static double descend(function *g, double x, int n)
{
    function old = *g;
    if (n == 0)
        return old(x);
    *g = old == square ? sin : square;
    double r = descend(g, old(x), n - 1);
    *g = n % 2 ? old : cos;
    return r * (*g)(x);
}

ADGEN_GRAD()
double f(double x, int n)
{
    function g = sin;
    double r = descend(&g, x, n);
    return r * g(x);
}

/*
 * check: a recursive function changes its caller's pointer
 * check-gradient: f(0.5, 0)
 * check-gradient: f(0.5, 5)
 */
