#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int k)
{
    void *const labels[] = { &&one, &&two };
    goto *labels[k];
one:
    x *= x;
two:
    return x;
}

/*
 * check: a computed goto
 * check-error-text: goto
 */
