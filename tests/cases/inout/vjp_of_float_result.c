#include <adgen/adgen.h>

ADGEN_VJP(x)
float f(float x, float y)
{
    return x * x * y;
}

/*
 * check: the seed has the result's type
 * check-gradient: f(1.5, 2.0)
 * check-header-has: float result_adj
 */
