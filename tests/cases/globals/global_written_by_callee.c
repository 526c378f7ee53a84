#include <adgen/adgen.h>

double total;

static void add(double x)
{
    total += x;
}

ADGEN_GRAD(x)
double f(double x)
{
    add(x * x);
    return x;
}

/*
 * check: a function that is called stores active data in a global
 * check-gradient: f(1.5)
 */
