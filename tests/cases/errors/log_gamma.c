#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x)
{
    return x * lgamma(x);
}

/*
 * check: a function of the mathematical library whose derivative is not known
 * check-error: adgen-no-rule @ 7
 * check-error-text: lgamma
 */
