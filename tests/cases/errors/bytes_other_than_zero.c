#include <adgen/adgen.h>
#include <string.h>

ADGEN_VJP()
void f(int n, double *x)
{
    memset(x, 63, (size_t)n * sizeof *x);
}

/*
 * check: memset of active data to bytes that are no zeros
 * check-error: adgen-memory @ 7:5
 */
