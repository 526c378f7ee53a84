#include <adgen/adgen.h>

ADGEN_VJP()
void f(double *x)
{
    int i = 0;
    x[i] = x[0] * x[i++];
}

/*
 * check: an index that changes beside its use
 * check-error: adgen-order @ 7
 */
