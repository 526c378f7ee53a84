#include <adgen/adgen.h>
#include <math.h>

static double bump(double x) { return x * x + 0.4; }

ADGEN_GRAD()
double f(double x, double y)
{
    double (*g)(double) = sin, (*h)(double) = bump;
    while (y < 3.0) {
        double (*t)(double) = g;
        y += 0.5 + g(x) * g(x);
        x = h(x) * g(x);
        g = h;
        h = t;
    }
    return x * y;
}

/*
 * check: pointers to functions on the tape
 * check-gradient: f(0.5, 4.2)
 * check-gradient: f(0.5, 0.2)
 */
