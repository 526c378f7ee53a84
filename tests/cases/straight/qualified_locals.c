#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(const double x, register double y)
{
    const double t = x * y;
    register double u = t * t;
    auto double v = u + x;
    return v * t;
}

/*
 * check: const, register and auto variables
 * check-gradient: f(random(-2, 2), random(-2, 2))
 */
