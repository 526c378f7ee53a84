#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return atan2(y, x) + atan2(-y, x) * atan2(y, -x) + atan2(-y, -x);
}

/*
 * check: atan2 by both arguments in every quadrant
 * check-gradient: f(random(0.2, 2), random(0.2, 2))
 */
