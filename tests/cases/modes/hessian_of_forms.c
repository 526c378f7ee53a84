#include <adgen/adgen.h>
#include <cblas.h>

/* A number, made by BLAS. */
ADGEN_GRAD(x)
double quartic(int n, ADGEN_SIZE(n * n) const double *a, ADGEN_SIZE(n) const double *x)
{
    double y[4], form;

    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1.0, a, n, x, 1, 0.0, y, 1);
    form = cblas_ddot(n, x, 1, y, 1);
    return form * form + cblas_dnrm2(n, x, 1);
}

/*
 * check: dense Hessians of what calls BLAS
 * check-link: -lopenblas
 * check-gradient: quartic(4, random(16, -1, 1), random(4, -1, 1))
 * check-gradient: quartic(1, {0.5}, {2.0})
 */
