#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x)
{
    return x;
}

/*
 * check: the identity
 * check-gradient: f(random(-2, 2))
 * check-value: x = 1
 * check-lines: 3
 */
