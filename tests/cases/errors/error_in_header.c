#include <adgen/adgen.h>

#include "refused.h"

ADGEN_GRAD(x)
double f(double x, int k)
{
    return refused_scale(x, k) * x;
}

/*
 * check: a construct in a header is reported in the header
 * check-error-text: refused.h:8:9: error:
 * check-error-text: [adgen-extern]
 */
