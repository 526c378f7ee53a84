#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x, y)
double f(double x, double y)
{
    int q;
    double rest = remquo(x, y, &q);
    return rest * x * q;
}

/*
 * check: the remainder and bits of the quotient
 * check-gradient: f(random(5, 7), random(1, 2))
 */
