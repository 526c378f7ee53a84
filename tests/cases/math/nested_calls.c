#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    return exp(sin(log(1.0 + sqrt(1.0 + tanh(x) * tanh(x)))));
}

/*
 * check: functions of functions of functions
 * check-gradient: f(random(-1, 1))
 * check-omits: adgen_
 */
