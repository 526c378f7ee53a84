#include <adgen/adgen.h>
#include <stdint.h>
#include <string.h>

ADGEN_GRAD(x)
double f(double x, float key)
{
    uint32_t bits;
    memcpy(&bits, &key, sizeof bits);
    return x * x * (double)(bits >> 23);
}

/*
 * check: the bits of a real that is no independent variable
 * check-call: f(3.0, 1.0f)
 * check-value: x = 762
 * check-value: return = 1143
 */
