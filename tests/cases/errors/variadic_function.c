#include <adgen/adgen.h>
#include <stdarg.h>

ADGEN_GRAD(x)
double f(double x, ...)
{
    return x * x;
}

/*
 * check: a variadic function itself
 * check-error: adgen-variadic @ 4
 */
