#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double selected(double x)
{
    return _Generic(x, float: 2.0f * x, default: x * x);
}

/*
 * check: _Generic: what is refused
 * check-construct: generic | _Generic | 6.5.1.1
 * check-error: adgen-generic @ 7:12
 */
