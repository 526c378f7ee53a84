#include <adgen/adgen.h>

ADGEN_GRAD()
double safe_ratio(double x, double y)
{
    if (y != 0.0)
        return x / y;
    return 0.0;
}

/*
 * check: the branch that avoids a division by zero avoids it in the derivative too
 * check-call: safe_ratio(1.0, 0.0)
 * check-value: x = 0
 * check-value: y = 0
 * check-gradient: safe_ratio(random(1, 2), random(1, 2))
 */
