#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    const struct { const double a; double b; } s = {x, x * x};

    return s.a * s.b;
}

/*
 * check: active values in a list for const members
 * check-error: adgen-initialiser @ 6:52
 */
