#include <adgen/adgen.h>
#include <stdio.h>

ADGEN_JACOBIAN(x)
void f(const double x[2], double y[2])
{
    printf("at %g\n", x[0]);
    y[0] = x[0] * x[1];
    y[1] = x[0] + x[1];
}

/*
 * check: a function that would print once for each column
 * check-error: adgen-repeated @ 5
 */
