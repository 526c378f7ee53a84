#include <adgen/adgen.h>
#include <stdatomic.h>

ADGEN_GRAD(x)
double f(double x)
{
    _Atomic double t = x;
    t = t * t;
    return t;
}

/*
 * check: an atomic variable with active data
 * check-error-text: [adgen-atomic]
 */
