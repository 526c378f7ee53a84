#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(const volatile double *x)
{
    return *x * *x;
}

/*
 * check: active memory that is volatile
 * check-error-text: [adgen-volatile]
 */
