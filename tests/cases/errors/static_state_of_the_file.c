#include <adgen/adgen.h>

static int calls;

ADGEN_GRAD(x)
double f(double x)
{
    calls++;
    return x * x;
}

/*
 * check: a static variable that the file writes: the generated file has no access to it
 * check-error: adgen-static @ 3:12
 */
