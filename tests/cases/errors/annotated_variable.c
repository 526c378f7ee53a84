#include <adgen/adgen.h>

ADGEN_GRAD(x) double x = 1.0;

ADGEN_GRAD(y)
double g(double y)
{
    return y * y * x;
}

/*
 * check: a function's annotation before a variable
 * check-error: adgen-annotation @ 3
 */
