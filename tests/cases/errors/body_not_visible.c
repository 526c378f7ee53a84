#include <adgen/adgen.h>

double elsewhere(double x);

ADGEN_GRAD(x)
double f(double x)
{
    return x * elsewhere(x);
}

/*
 * check: a function whose body is in another file
 * check-error: adgen-extern @ 8:16
 * check-error-text: 'elsewhere'
 */
