#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double root = sqrt(x);
    return y > 0.0 ? y * y : root;
}

/*
 * check: NaN in what ?: does not select does not reach the derivative
 * check-gradient: f(random(-2, -1), random(1, 2))
 * check-value: x = 0
 * check-call: f(0.0, 1.0)
 * check-value: x = 0
 * check-value: y = 2
 */
