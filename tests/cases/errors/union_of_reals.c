#include <adgen/adgen.h>

union cell { double d; float f; };

ADGEN_GRAD(x)
double f(double x)
{
    union cell c;
    c.d = x * x;
    return c.d;
}

/*
 * check: active data in a union
 * check-error-text: [adgen-union]
 */
