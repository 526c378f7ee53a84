#include <adgen/adgen.h>
#include <stdio.h>

ADGEN_GRAD(x)
double f(double x, int k, char *label)
{
    double t = x * k;
    snprintf(label, 16, "step %d", k);
    return t * t;
}

/*
 * check: text written to a buffer
 * check-gradient: f(random(1, 2), 7, repeat(16, '\0'))
 */
