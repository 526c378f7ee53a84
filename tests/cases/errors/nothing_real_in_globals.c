#include <adgen/adgen.h>

int calls;
ADGEN_INACTIVE double last;
double seen;

ADGEN_GRAD()
void f(const double *x)
{
    calls++;
    last = x[0] * seen;
}

/*
 * check: a function that writes no global with an adjoint
 * check-error: adgen-nothing-real @ 7
 */
