#include <adgen/adgen.h>
#include <stdint.h>

ADGEN_GRAD(x)
double f(double x)
{
    union { double value; uint64_t bits; } u;
    u.value = x;
    u.bits &= 0x7fffffffffffffffu;
    return u.value * x;
}

/*
 * check: an absolute value by the bits of a union
 * check-error-text: [adgen-union]
 */
