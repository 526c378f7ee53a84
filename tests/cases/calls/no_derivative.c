#include <adgen/adgen.h>
#include <stdio.h>

ADGEN_NO_DERIVATIVE
static void watch(const char *name, double x)
{
    if (x > 1e300)
        printf("%s overflows\n", name);
}

ADGEN_GRAD(x)
double f(double x)
{
    double t = x * x;
    watch("t", t);
    return t * x;
}

/*
 * check: a function without derivative is called in the forward pass only
 * check-gradient: f(random(-1, 1))
 * check-count: 1 watch("t"
 */
