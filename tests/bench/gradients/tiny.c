#include "tiny.h"

#include <adgen/adgen.h>

static double square(double x)
{
    return x * x;
}

static double valley(double x, double y)
{
    return 100.0 * square(y - square(x)) + square(1.0 - x);
}

/* Rosenbrock's function in three dimensions. */
ADGEN_GRAD(x)
double tiny(const double x[3])
{
    return valley(x[0], x[1]) + valley(x[1], x[2]);
}
