#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x, double y)
{
    return pow(x, y);
}

/*
 * check: pow(x, 0) has derivative zero in x, at x = 0 too
 * check-gradient: f(1.5, 0.0)
 * check-value: x = 0
 * check-call: f(0.0, 0.0)
 * check-value: return = 1
 * check-value: x = 0
 */
