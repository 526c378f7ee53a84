#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double elvis_with_effects(double x)
{
    double y = x;
    return (y *= x) ?: 1.0;
}

ADGEN_GRAD(x)
double computed_goto(double x, int n)
{
    static void *const ways[] = {&&first, &&second};
    double y = x;
    goto *ways[n];
first:
    y *= x;
second:
    y += x;
    return y;
}

ADGEN_GRAD(x)
double assembled(double x)
{
    double y = x * x;
    __asm__("" : "+x"(y));
    return y;
}

/*
 * check: extensions of GNU C: what is refused
 * check-args: -std=gnu11 -Wno-pedantic
 * check-construct: gnu | ?: without its middle operand, with side effects | GNU
 * check-error: adgen-construct @ 8:12
 * check-construct: gnu | labels as values, computed goto | GNU
 * check-error: adgen-goto @ 16:5
 * check-construct: gnu | asm without operands that are active | GNU
 * check-error: adgen-asm @ 28:5
 */
