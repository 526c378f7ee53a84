#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    return lgamma(x * x);
}

/*
 * check: lgamma
 * check-gradient: f(random(1.1, 2))
 */
