#include <adgen/adgen.h>

typedef double real;
typedef real scalar;

ADGEN_GRAD()
scalar f(real x, const scalar *y)
{
    scalar t = x * y[0];
    real u = t * y[1];
    return u * t;
}

/*
 * check: reals behind typedefs
 * check-gradient: f(random(-1, 1), random(2, -1, 1))
 */
