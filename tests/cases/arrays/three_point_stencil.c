#include <adgen/adgen.h>

ADGEN_VJP(in)
void stencil(int n, const double *restrict in, double *restrict out)
{
    for (int i = 1; i < n - 1; i++)
        out[i] = in[i - 1] * in[i + 1] - 2.0 * in[i] * in[i];
    out[0] = in[0];
    out[n - 1] = in[n - 1] * in[0];
}

/*
 * check: a stencil with its borders
 * check-gradient: stencil(6, random(6, -1, 1), random(6, -1, 1))
 */
