#include <adgen/adgen.h>
#include <string.h>

ADGEN_VJP()
void f(int n, double *x)
{
    memmove(x + 1, x, (size_t)(n - 1) * sizeof *x);
    x[0] = 1.0;
}

/*
 * check: memmove of active data
 * check-error: adgen-memory @ 7
 */
