#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return fmax(x, y) * fmin(x * x, 1.5 * y) + fmin(x, 3.0);
}

/*
 * check: fmax and fmin follow the argument that they return
 * check-gradient: f(random(0.5, 1), random(1.5, 2))
 * check-gradient: f(random(1.5, 2), random(0.5, 1))
 */
