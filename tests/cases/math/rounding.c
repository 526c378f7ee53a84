#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    return x * floor(x) + ceil(x * 2.0) * x + round(x) - trunc(x) * x + rint(x) * nearbyint(x + 0.3) * x;
}

/*
 * check: floor, ceil, round, trunc, rint and nearbyint have derivative zero
 * check-gradient: f(random(3.1, 3.2))
 * check-value: x = floor(x) + ceil(2 * x) - trunc(x) + 9
 */
