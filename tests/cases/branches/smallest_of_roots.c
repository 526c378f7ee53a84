#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x, double most)
{
    return fmin(1.0 - sqrt(x), most);
}

/*
 * check: the root of zero in the argument that fmin does not take
 * check-call: f(0.0, 0.1)
 * check-value: x = 0
 * check-gradient: f(0.25, 0.9)
 */
