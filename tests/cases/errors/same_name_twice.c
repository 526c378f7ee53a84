#include <adgen/adgen.h>

ADGEN_GRAD(x)
ADGEN_GRAD(y)
double f(double x, double y)
{
    return x * y;
}

/*
 * check: two requests for the same generated name
 * check-error: adgen-name @ 4
 * check-error-text: as(
 */
