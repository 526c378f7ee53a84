#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, const double *y)
{
    return x * x * y[0];
}

/*
 * check: a second call adds the gradient a second time
 * check-gradient: f(random(1, 2), random(1, 1, 2))
 */
