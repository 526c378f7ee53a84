#include <adgen/adgen.h>
#include <stdint.h>

ADGEN_GRAD(x)
double f(double x, uint32_t word)
{
    union { uint32_t word; uint8_t byte[4]; } u;
    u.word = word;
    return x * x * (u.byte[0] + u.byte[1] + u.byte[2] + u.byte[3]);
}

/*
 * check: a union of integers
 * check-gradient: f(random(1, 2), 0x01020304u)
 * check-value: x = 20 * x
 */
