#include <adgen/adgen.h>

ADGEN_VJP(in)
void stencil(int n, const double *restrict in, double *restrict out)
{
    for (int i = 1; i < n - 1; i++)
        out[i] = 0.25 * in[i - 1] + 0.5 * in[i] + 0.25 * in[i + 1];
}

/*
 * check: a linear stencil needs no value of the primal
 * check-gradient: stencil(6, random(6, -1, 1), random(6, -1, 1))
 * check-omits: malloc
 * check-omits: adgen_
 */
