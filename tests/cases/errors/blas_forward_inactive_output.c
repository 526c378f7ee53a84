#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_JVP(x)
void f(int n, double *x, ADGEN_INACTIVE double *y)
{
    cblas_dswap(n, x, 1, y, 1);
}

/*
 * check: in forward mode, active data to memory without a tangent
 * check-error: adgen-inactive @ 7
 * check-error-text: has no tangent
 */
