#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    double t = x;
    return t * (t = x * x);
}

/*
 * check: an assignment beside a use of its variable
 * check-error: adgen-order @ 7
 */
