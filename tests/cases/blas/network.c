#include <adgen/adgen.h>
#include <cblas.h>
#include <math.h>
#include <stdlib.h>

/* Mean squared error of a network with one hidden layer, on a batch: rows of x and y are samples. */
ADGEN_GRAD(w1, b1, w2, b2)
double loss(int batch, int in, int hidden, int out, const double *x, const double *y, const double *w1, const double *b1,
    const double *w2, const double *b2)
{
    double *h = malloc((size_t)(batch * hidden) * sizeof *h);
    double *o = malloc((size_t)(batch * out) * sizeof *o);
    double sum = 0.0;

    if (!h || !o) {
        free(h);
        free(o);
        return -1.0;
    }
    for (int s = 0; s < batch; s++)
        cblas_dcopy(hidden, b1, 1, h + s * hidden, 1);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, batch, hidden, in, 1.0, x, in, w1, in, 1.0, h, hidden);
    for (int i = 0; i < batch * hidden; i++)
        h[i] = tanh(h[i]);
    for (int s = 0; s < batch; s++)
        cblas_dcopy(out, b2, 1, o + s * out, 1);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, batch, out, hidden, 1.0, h, hidden, w2, hidden, 1.0, o, out);
    cblas_daxpy(batch * out, -1.0, y, 1, o, 1);
    sum = cblas_ddot(batch * out, o, 1, o, 1);
    free(h);
    free(o);
    return sum / batch;
}

/*
 * check: two matrix products with a tanh between them, on memory of their own; the data are inactive
 * check-link: -lopenblas
 * check-gradient: loss(3, 2, 4, 2, random(6, -1, 1), random(6, -1, 1), random(8, -1, 1), random(4, -1, 1), random(8, -1, 1),
 *     random(2, -1, 1))
 * check-gradient: loss(1, 1, 1, 1, {0.5}, {2.0}, {0.0}, {0.0}, {1.0}, {1.0})
 * check-value: w1[0] = -1
 * check-value: w2[0] = 0
 * check-value: b2[0] = -2
 * check-value: return = 1
 */
