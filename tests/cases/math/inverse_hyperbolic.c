#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return asinh(x * 3.0) * acosh(1.0 + y) + atanh(x * y);
}

/*
 * check: asinh, acosh, atanh
 * check-gradient: f(random(-0.9, 0.9), random(0.1, 1))
 */
