#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    double t = x * x;
    __asm__("sqrtsd %1, %0" : "=x"(t) : "x"(t));
    return t;
}

/*
 * check: assembly code that computes with active data
 * check-error: adgen-asm @ 7:5
 */
