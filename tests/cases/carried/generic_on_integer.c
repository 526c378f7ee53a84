#include <adgen/adgen.h>

#define NAME_LENGTH(x) _Generic((x), int: 3, long: 4, default: 0)

ADGEN_GRAD(x)
double f(double x, long k)
{
    return x * x * NAME_LENGTH(k);
}

/*
 * check: _Generic on an integer
 * check-gradient: f(random(1, 2), 5L)
 */
