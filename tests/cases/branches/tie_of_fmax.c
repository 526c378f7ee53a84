#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    return fmax(x, x);
}

/*
 * check: fmax of equal arguments passes the adjoint on once
 * check-call: f(2.0)
 * check-value: x = 1
 */
