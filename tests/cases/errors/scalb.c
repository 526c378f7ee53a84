#define _DEFAULT_SOURCE
#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x)
{
    return x * scalb(x, 2.0);
}

/*
 * check: a function of the mathematical library whose derivative is not known
 * check-error: adgen-no-rule @ 8
 * check-error-text: scalb
 */
