#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y, double z)
{
    return x * y / z;
}

/*
 * check: both operands of products and quotients get their share
 * check-gradient: f(random(-2, 2), random(-2, 2), random(1, 2))
 * check-value: z = -x * y / (z * z)
 * check-omits: adgen_
 */
