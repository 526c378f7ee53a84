#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_JVP()
void f(int n, const double *a, double *x)
{
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1.0, a, n, x, 1, 0.0, x, 1);
}

/*
 * check: in forward mode, an output that is plainly one of the inputs
 * check-error: adgen-memory @ 7
 */
