#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    double inverse = 1.0 / x;
    double t = x * x;
    return fabs(x) > 1e-8 ? inverse * t : t;
}

/*
 * check: an infinity that is not selected does not turn into NaN
 * check-call: f(0.0)
 * check-value: x = 0
 * check-gradient: f(random(1, 2))
 */
