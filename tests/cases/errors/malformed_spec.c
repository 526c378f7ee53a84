#include <adgen/adgen.h>

ADGEN_GRAD(x y)
double f(double x, double y)
{
    return x * y;
}

/*
 * check: a list without its comma
 * check-error: adgen-spec @ 3
 */
