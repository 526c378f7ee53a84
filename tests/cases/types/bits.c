#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, unsigned mask)
{
    double sum = 0.0, power = 1.0;
    for (; mask; mask >>= 1) {
        if (mask & 1u)
            sum += power;
        power *= x;
    }
    return sum;
}

/*
 * check: the bits of an integer choose the terms of a polynomial
 * check-gradient: f(random(0.5, 1.5), 0xb5u)
 */
