#include <adgen/adgen.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

enum level { LOW, HIGH = 3 };

ADGEN_GRAD(x)
double reinterpreted(double x)
{
    double y = x * x;
    unsigned char *bytes = (unsigned char *)&y;
    bytes[7] ^= 0x80;
    return y;
}

ADGEN_GRAD(x)
double through_integer(const double *x)
{
    uintptr_t place = (uintptr_t)x;
    const double *y = (const double *)(place + sizeof *x);
    return *y * *x;
}

/*
 * check: casts and conversions: what is refused
 * check-construct: conversions | cast between pointer types | 6.3.2.3
 * check-error: adgen-cast @ 12:28
 * check-construct: conversions | cast of a pointer to an integer | 6.3.2.3
 * check-error: adgen-pointer @ 22:12
 */
