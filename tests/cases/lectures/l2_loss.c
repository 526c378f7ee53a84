#include <adgen/adgen.h>

ADGEN_GRAD(y)
double loss(double y, double truth)
{
    return (truth - y) * (truth - y);
}

/*
 * check: (y* - y)^2
 * check-gradient: loss(random(-1, 1), 0.5)
 * check-value: y = 2 * (y - truth)
 */
