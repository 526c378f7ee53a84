#include <adgen/adgen.h>

ADGEN_GRAD()
void f(double x, const double *y)
{
    (void)(x * y[0]);
}

/*
 * check: a function that gives nothing real back
 * check-error: adgen-nothing-real @ 3
 */
