#include <adgen/adgen.h>

ADGEN_VJP()
void f(double *x)
{
    unsigned char *bytes = (unsigned char *)x;
    for (unsigned i = 0; i < sizeof *x; i++)
        bytes[i] ^= bytes[i] >> 1;
}

/*
 * check: the bytes of active data are changed
 * check-error: adgen-cast @ 6
 */
