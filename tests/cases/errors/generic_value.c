#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    return _Generic(x, double: x * x, default: 0.0);
}

/*
 * check: _Generic that selects active data
 * check-error: adgen-generic @ 6
 */
