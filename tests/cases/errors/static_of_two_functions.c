#include <adgen/adgen.h>

static int mode;

ADGEN_GRAD(x)
double chosen(double x)
{
    return mode ? x * x : x;
}

ADGEN_GRAD(x)
double f(double x)
{
    mode = x > 0.0;
    return chosen(x);
}

/*
 * check: one function that is asked for sets what the other one reads
 * check-error: adgen-static @ 3:12
 */
