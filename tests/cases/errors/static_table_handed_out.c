#include <adgen/adgen.h>

static double gains[2] = {1.0, 2.0};
static double *const handle = gains;

double *gain_of(int k)
{
    return handle + k;
}

ADGEN_GRAD(x)
double f(double x)
{
    gains[0] = 1.5;
    return x * x * gains[0] * gains[1];
}

/*
 * check: the address of a static variable is known outside
 * check-error: adgen-static @ 3:15
 */
