#include "mlp.h"

#include <adgen/adgen.h>
#include <cblas.h>
#include <math.h>
#include <stdlib.h>

ADGEN_GRAD(w1, b1, w2, b2)
double shallow(int n, int in, int hidden, int out, const double *restrict x, const double *restrict y,
               const double *restrict w1, const double *restrict b1, const double *restrict w2, const double *restrict b2)
{
    double *h = malloc((size_t)n * hidden * sizeof *h), *z = malloc((size_t)n * out * sizeof *z);
    double  sum = 0;

    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, hidden, in, 1.0, x, in, w1, hidden, 0.0, h, hidden);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < hidden; j++)
            h[i * hidden + j] = tanh(h[i * hidden + j] + b1[j]);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, out, hidden, 1.0, h, hidden, w2, out, 0.0, z, out);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < out; j++) {
            double r = z[i * out + j] + b2[j] - y[i * out + j];

            sum += r * r;
        }
    free(h);
    free(z);
    return sum / n;
}

ADGEN_GRAD(w)
double deep(int n, int in, int width, int layers, int out, const double *restrict x, const double *restrict y,
            const double *restrict w)
{
    double *h = malloc((size_t)layers * n * width * sizeof *h), *z = malloc((size_t)n * out * sizeof *z);
    double  sum = 0;

    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, width, in, 1.0, x, in, w, width, 0.0, h, width);
    for (int i = 0; i < n * width; i++)
        h[i] = tanh(h[i]);
    for (int l = 1; l < layers; l++) {
        double       *to = h + (size_t)l * n * width;
        const double *from = to - (size_t)n * width, *weights = w + (size_t)in * width + (size_t)(l - 1) * width * width;

        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, width, width, 1.0, from, width, weights, width, 0.0, to, width);
        for (int i = 0; i < n * width; i++)
            to[i] = tanh(to[i]);
    }
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, out, width, 1.0, h + (size_t)(layers - 1) * n * width, width,
                w + (size_t)in * width + (size_t)(layers - 1) * width * width, out, 0.0, z, out);
    for (int i = 0; i < n * out; i++)
        sum += (z[i] - y[i]) * (z[i] - y[i]);
    free(h);
    free(z);
    return sum / n;
}
