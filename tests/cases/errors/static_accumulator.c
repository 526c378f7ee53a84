#include <adgen/adgen.h>
static double total;
ADGEN_GRAD(x)
double f(double x)
{
    total += x * x;
    return total;
}

/*
 * check: active data that stay in a static variable until the next call
 * check-error: adgen-static @ 6:5
 */
