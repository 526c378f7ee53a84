#include <adgen/adgen.h>

double square(double x);

ADGEN_GRAD(x)
double twice(double x)
{
    return square(x);
}

/* check: the way to a body that is not there is shown
 * check-error: adgen-extern @ 8:12
 * check-error-text: give adgen the file that defines 'square' as a further input ('adgen not_given.c OTHER.c'), or mark
 *   'square' ADGEN_NO_DERIVATIVE */
