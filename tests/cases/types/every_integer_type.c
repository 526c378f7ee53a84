#include <adgen/adgen.h>
#include <stddef.h>
#include <stdint.h>

ADGEN_GRAD(x)
double f(double x, short a, unsigned short b, long c, unsigned long d, long long e, unsigned long long g, int8_t h,
         uint64_t i, size_t j)
{
    ptrdiff_t k = (ptrdiff_t)j - 20;
    return x * a + x * b + x * x * (double)c + x * (double)d + x * (double)e + x * (double)g + x * h + (double)i * x
        + (double)j * x + (double)k * x;
}

/*
 * check: every integer type is inactive and keeps its meaning
 * check-gradient: f(random(1, 2), -1, 2, -3, 4, -5, 6, -7, 8, 9)
 * check-value: x = 2 * x * -3 - 1 + 2 + 4 - 5 + 6 - 7 + 8 + 9 - 11
 */
