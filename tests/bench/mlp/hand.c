#include "mlp.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>

double shallow_hand(int n, int in, int hidden, int out, const double *x, const double *y, const double *w1, const double *b1,
                    const double *w2, const double *b2, double *w1_adj, double *b1_adj, double *w2_adj, double *b2_adj)
{
    double *h = malloc((size_t)n * hidden * sizeof *h), *h_adj = malloc((size_t)n * hidden * sizeof *h_adj);
    double *z = malloc((size_t)n * out * sizeof *z);
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
            z[i * out + j] = 2 * r / n;
            b2_adj[j] += 2 * r / n;
        }
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, hidden, out, n, 1.0, h, hidden, z, out, 1.0, w2_adj, out);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, hidden, out, 1.0, z, out, w2, out, 0.0, h_adj, hidden);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < hidden; j++) {
            double g = h_adj[i * hidden + j] * (1 - h[i * hidden + j] * h[i * hidden + j]);

            h_adj[i * hidden + j] = g;
            b1_adj[j] += g;
        }
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, in, hidden, n, 1.0, x, in, h_adj, hidden, 1.0, w1_adj, hidden);
    free(h);
    free(h_adj);
    free(z);
    return sum / n;
}

double deep_hand(int n, int in, int width, int layers, int out, const double *x, const double *y, const double *w, double *w_adj)
{
    size_t  rows = (size_t)n * width, square = (size_t)width * width, first = (size_t)in * width;
    double *h = malloc(layers * rows * sizeof *h), *g = malloc(rows * sizeof *g), *next = malloc(rows * sizeof *next);
    double *z = malloc((size_t)n * out * sizeof *z), sum = 0, *swap;

    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, width, in, 1.0, x, in, w, width, 0.0, h, width);
    for (size_t i = 0; i < rows; i++)
        h[i] = tanh(h[i]);
    for (int l = 1; l < layers; l++) {
        double *to = h + l * rows;

        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, width, width, 1.0, to - rows, width,
                    w + first + (l - 1) * square, width, 0.0, to, width);
        for (size_t i = 0; i < rows; i++)
            to[i] = tanh(to[i]);
    }
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, out, width, 1.0, h + (layers - 1) * rows, width,
                w + first + (layers - 1) * square, out, 0.0, z, out);
    for (int i = 0; i < n * out; i++) {
        double r = z[i] - y[i];

        sum += r * r;
        z[i] = 2 * r / n;
    }
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, width, out, n, 1.0, h + (layers - 1) * rows, width, z, out, 1.0,
                w_adj + first + (layers - 1) * square, out);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, width, out, 1.0, z, out, w + first + (layers - 1) * square, out, 0.0,
                g, width);
    for (int l = layers - 1; l > 0; l--) {
        const double *at = h + l * rows;

        for (size_t i = 0; i < rows; i++)
            g[i] *= 1 - at[i] * at[i];
        cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, width, width, n, 1.0, at - rows, width, g, width, 1.0,
                    w_adj + first + (l - 1) * square, width);
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, width, width, 1.0, g, width, w + first + (l - 1) * square, width,
                    0.0, next, width);
        swap = g;
        g = next;
        next = swap;
    }
    for (size_t i = 0; i < rows; i++)
        g[i] *= 1 - h[i] * h[i];
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, in, width, n, 1.0, x, in, g, width, 1.0, w_adj, width);
    free(h);
    free(g);
    free(next);
    free(z);
    return sum / n;
}
