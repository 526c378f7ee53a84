#include <adgen/adgen.h>
#include <math.h>

typedef double integrand(double, const double *);

static double wave(double x, const double *p) { return sin(p[0] * x) * p[1]; }
static double parabola(double x, const double *p) { return x * x * p[1]; }

static double simpson(integrand *g, const double *p, double a, double b, int depth)
{
    double m = 0.5 * (a + b);
    if (depth == 0)
        return (b - a) / 6.0 * (g(a, p) + 4.0 * g(m, p) + g(b, p));
    double left = simpson(g, p, a, m, depth - 1);
    return left + (fabs(left) > 0.01 ? simpson(g, p, m, b, depth - 1) : simpson(parabola, p, m, b, 0));
}

ADGEN_GRAD()
double integral(const double *p, double a, double b, int waves, int depth)
{
    integrand *g = waves ? wave : parabola;
    return simpson(g, p, a, b, depth);
}

/*
 * check: a recursive function hands its callback on, or takes another
 * check-gradient: integral(random(2, -1, 1), 0.1, 0.9, 0, 0)
 * check-gradient: integral(random(2, -1, 1), 0.1, 0.9, 1, 3)
 */
