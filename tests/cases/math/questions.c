#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    if (isnan(x) || isinf(y))
        return x;
    return isfinite(x * y) ? x * y : x;
}

/*
 * check: isnan, isinf and isfinite are only questions
 * check-gradient: f(random(-1, 1), random(-1, 1))
 */
