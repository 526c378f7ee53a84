#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_NOALIAS
ADGEN_VJP()
void product(int n, const double *a, const double *b, double *c, double *d)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1.0, a, n, b, n, 0.0, c, n);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1.0, c, n, a, n, 1.0, d, n);
}

ADGEN_VJP()
void layer(int m, int n, const double *restrict w, const double *restrict x, double *restrict y)
{
    cblas_dgemv(CblasRowMajor, CblasNoTrans, m, n, 1.0, w, n, x, 1, 1.0, y, 1);
    for (int i = 0; i < m; i++)
        y[i] = y[i] > 0.0 ? y[i] : 0.0;
}

/*
 * check: routines on pointers that do not overlap
 * check-link: -lopenblas
 * check-gradient: product(2, random(4, -1, 1), random(4, -1, 1), random(4, -1, 1), random(4, -1, 1))
 * check-gradient: layer(3, 2, random(6, -1, 1), random(2, -1, 1), random(3, -1, 1))
 */
