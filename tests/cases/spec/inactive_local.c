#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    ADGEN_INACTIVE double fixed = x * x;
    return fixed * x;
}

/*
 * check: derivatives neither enter nor leave an inactive local
 * check-call: f(1.5)
 * check-value: return = 3.375
 * check-value: x = 2.25
 */
