#include <adgen/adgen.h>

ADGEN_GRAD(respect(x))
double f(double x)
{
    return x * x;
}

/*
 * check: a word that a spec does not know
 * check-error: adgen-spec @ 3
 * check-error-text: 'respect(
 */
