#include <adgen/adgen.h>
#include <math.h>

typedef double function(double);

static double square(double x) { return x * x; }

static double even(function *g, function *h, double x, int n);

static double odd(function *g, function *h, double x, int n)
{
    return n <= 0 ? g(x) : even(h, n % 3 ? square : g, x * 0.9, n - 1) + h(x);
}

static double even(function *g, function *h, double x, int n)
{
    function *t = n > 3 ? h : exp;
    if (n <= 0)
        return 2.0 * h(x);
    double a = t(x);
    t = g;
    return odd(t, t == square ? cos : h, a * 0.3, n - 1) * t(x);
}

ADGEN_GRAD()
double f(double x, int n)
{
    return even(square, sin, x, n) + odd(tan, tan, x, n);
}

/*
 * check: callbacks between two functions that call each other
 * check-gradient: f(0.5, 0)
 * check-gradient: f(0.5, 1)
 * check-gradient: f(0.5, 6)
 */
