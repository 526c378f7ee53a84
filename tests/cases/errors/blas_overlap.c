#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_GRAD(x, w)
double in_place(int n, double *x, const double *w)
{
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1.0, w, n, x, 1, 0.0, x, 1);
    return x[0];
}

/*
 * check: a routine whose output is one of its inputs
 * check-error: adgen-memory @ 7
 */
