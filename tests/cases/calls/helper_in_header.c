#include <adgen/adgen.h>

#include "helper.h"

ADGEN_GRAD()
double f(double x, double y)
{
    return helper_mix(x, y, HELPER_SHARE) * helper_mix(y, x, 0.25);
}

/*
 * check: a static inline helper of a header beside the file
 * check-gradient: f(random(-1, 1), random(-1, 1))
 */
