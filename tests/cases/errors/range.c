#include <adgen/adgen.h>

ADGEN_RANGE(0, 1)
double g(double x);

ADGEN_GRAD()
double f(ADGEN_RANGE(2, 1) double x, ADGEN_RANGE(0, n) double y)
{
    return x * y;
}

/*
 * check: a range is two numbers, the lower one first, and stands before a parameter
 * check-error: adgen-annotation @ 3
 * check-error: adgen-range @ 7
 * check-error: adgen-range @ 7
 */
