#include <adgen/adgen.h>
#include <stdint.h>

ADGEN_GRAD(x)
double f(double x)
{
    double t = x;
    uint64_t *bits = (uint64_t *)&t;
    *bits &= 0x7fffffffffffffffu;
    return t * x;
}

/*
 * check: an absolute value by the bits behind a pointer
 * check-error: adgen-cast @ 8
 */
