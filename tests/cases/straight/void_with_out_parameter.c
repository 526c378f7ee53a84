#include <adgen/adgen.h>

ADGEN_VJP()
void f(double x, double y, double *z)
{
    *z = x * y + x;
}

/*
 * check: a void function's result is what it stores
 * check-gradient: f(random(-2, 2), random(-2, 2), zeros(1))
 */
