#include <adgen/adgen.h>

ADGEN_GRAD(x, k)
double f(double x, ADGEN_INACTIVE double k)
{
    return x * k;
}

/*
 * check: an inactive parameter is named as an independent
 * check-error: adgen-inactive @ 3
 */
