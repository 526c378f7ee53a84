#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int (*count)(int), int n)
{
    int k = count ? count(n) : n;
    return x * x * k;
}

/*
 * check: a call through an unknown pointer that touches no active data
 * check-gradient: f(0.7, NULL, 3)
 */
