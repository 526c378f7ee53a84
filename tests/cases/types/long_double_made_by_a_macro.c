#include <adgen/adgen.h>

#define LONG(digits) digits##L

ADGEN_GRAD(x)
long double f(long double x)
{
    return x * LONG(0.1) + x * x * LONG(3.3) + 0.7L * x;
}

/*
 * check: long double numbers whose suffix a macro adds
 * check-has: LONG(0.1)
 * check-gradient: f(random(0.3, 0.9))
 */
