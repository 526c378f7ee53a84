#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y, double z)
{
    return x + y - z;
}

/*
 * check: sums and differences have derivatives that need no value
 * check-gradient: f(random(-2, 2), random(-2, 2), random(-2, 2))
 * check-value: x = 1
 * check-value: z = -1
 * check-omits: adgen_
 * check-lines: 3
 */
