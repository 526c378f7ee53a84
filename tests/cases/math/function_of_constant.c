#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    return sqrt(2.0) * x + exp(1.0) * x * x;
}

/*
 * check: functions of constants are constants
 * check-gradient: f(random(-1, 1))
 */
