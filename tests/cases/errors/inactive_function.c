#include <adgen/adgen.h>

ADGEN_INACTIVE
ADGEN_GRAD(y)
double g(double y)
{
    return y * y;
}

/*
 * check: a variable's annotation before a function
 * check-error: adgen-annotation @ 3
 */
