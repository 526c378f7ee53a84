#include <adgen/adgen.h>
#include <stdio.h>

ADGEN_GRAD(x)
double f(double x, int verbose)
{
    double t = x * x;
    if (verbose)
        printf("t = %g\n", t);
    return t * x;
}

/*
 * check: output is carried over into the forward pass, once
 * check-gradient: f(random(1, 2), 0)
 * check-count: 1 printf(
 */
