#include <adgen/adgen.h>

double last;

ADGEN_GRAD(x)
double f(double x)
{
    last = x * x;
    return last * x;
}

/*
 * check: active data stored in a global
 * check-gradient: f(1.5)
 * check-has: last_adj
 */
