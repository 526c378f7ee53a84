#include <adgen/adgen.h>

ADGEN_GRAD(temperature)
double f(double w, double x)
{
    return w * x;
}

/*
 * check: a parameter that does not exist and is like no other
 * check-error: adgen-unknown-parameter @ 3
 */
