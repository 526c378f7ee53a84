#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    return 0x1.8p1 * x * x + 1e-3 * x + .5 * x - 1.e1 + 'a' * x + 0x10 * x + 010 * x + 3u * x + 2.5f * x;
}

/*
 * check: every spelling of a constant
 * check-gradient: f(random(-2, 2))
 * check-value: x = 6 * x + 0.001 + 0.5 + 97 + 16 + 8 + 3 + 2.5
 */
