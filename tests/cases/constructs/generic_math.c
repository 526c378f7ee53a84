#include <adgen/adgen.h>
#include <tgmath.h>

ADGEN_GRAD(x)
double generic_math(double x, float y)
{
    return sin(x) * exp(y) + pow(sqrt(x), y);
}

ADGEN_GRAD(x)
double generic_math_inactive(double x, int n)
{
    return x * floor(sqrt(n)) * pow(n, 2);
}

/*
 * check: tgmath.h
 * check-construct: generic | tgmath.h | 7.25
 * check-gradient: generic_math(1.3, 0.7f)
 * check-gradient: generic_math_inactive(1.3, 7)
 */
