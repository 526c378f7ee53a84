#include <adgen/adgen.h>

ADGEN_INACTIVE double last_value;

ADGEN_GRAD(x)
double f(double x)
{
    last_value = x * x;
    return x * last_value;
}

/*
 * check: derivatives neither enter nor leave an inactive global
 * check-call: f(1.5)
 * check-value: return = 3.375
 * check-value: x = 2.25
 */
