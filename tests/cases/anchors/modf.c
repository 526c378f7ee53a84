#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    double whole, part = modf(x * x, &whole);
    return part * part * whole;
}

/*
 * check: modf
 * check-gradient: f(random(1.1, 2))
 */
