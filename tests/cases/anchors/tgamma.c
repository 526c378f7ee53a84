#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    return tgamma(x);
}

/*
 * check: tgamma
 * check-gradient: f(random(1.1, 4))
 */
