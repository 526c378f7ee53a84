#include <adgen/adgen.h>
#include <cblas.h>
#include <math.h>

/* The upper triangle of a = q r by reflections, in place; the product of its diagonal. */
ADGEN_VJP()
double triangle(int m, int n, double *a, int lda)
{
    double v[6], w[6], product = 1.0;

    for (int k = 0; k < n; k++) {
        double *column = a + k * lda + k, norm = cblas_dnrm2(m - k, column, lda);
        cblas_dcopy(m - k, column, lda, v, 1);
        v[0] += copysign(norm, v[0]);
        cblas_dscal(m - k, 1.0 / cblas_dnrm2(m - k, v, 1), v, 1);
        cblas_dgemv(CblasRowMajor, CblasTrans, m - k, n - k, 1.0, column, lda, v, 1, 0.0, w, 1);
        cblas_dger(CblasRowMajor, m - k, n - k, -2.0, v, 1, w, 1, column, lda);
        product *= *column;
    }
    return product;
}

/*
 * check: reflections: norms, products with a vector and updates of a matrix that gets smaller
 * check-link: -lopenblas
 * check-gradient: triangle(1, 1, {2.0}, 1)
 * check-gradient: triangle(3, 2, random(6, -1, 1), 2)
 * check-gradient: triangle(4, 3, random(20, -1, 1), 5)
 * check-within: 1e-9
 */
