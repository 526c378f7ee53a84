#include <adgen/adgen.h>

double total;

ADGEN_JVP(x, width(2))
double f(double x)
{
    total += x * x;
    return total;
}

/*
 * check: a global variable has one tangent, whoever asks
 * check-error: adgen-width @ 3
 */
