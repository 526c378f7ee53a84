#include <adgen/adgen.h>

#define GAIN 2.0

ADGEN_GRAD(x)
double f(double x)
{
    double y = GAIN * x;
#undef GAIN
#define GAIN 3.0
    return y * x * GAIN;
}

/*
 * check: a macro that is defined twice in a function that is differentiated, where none is needed
 * check-omits: GAIN
 * check-gradient: f(0.7)
 */
