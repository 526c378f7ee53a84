#include "perceptron.h"

#include <math.h>
#include <stdlib.h>

/*
 * One sample at a time: only its activations and their adjoints are kept, in the first-level cache.  A unit of the
 * second layer goes backward while its row of W2 is there, too.  tanh' is 1 - a a.
 */
double perceptron_hand(int batch, int in, int hidden, int out, const double *restrict W1, const double *restrict b1,
                       const double *restrict W2, const double *restrict b2, const double *restrict x,
                       const double *restrict y, double *restrict W1_adj, double *restrict b1_adj,
                       double *restrict W2_adj, double *restrict b2_adj)
{
    double *restrict a = malloc(2 * (size_t)hidden * sizeof *a);
    double *restrict a_adj = a + hidden;
    double           loss = 0.0, scale = 2.0 / batch;

    for (int s = 0; s < batch; s++) {
        const double *row = x + (long)s * in;

        for (int i = 0; i < hidden; i++) {
            double z = b1[i];

            for (int j = 0; j < in; j++)
                z += W1[i * in + j] * row[j];
            a[i] = tanh(z);
            a_adj[i] = 0.0;
        }
        for (int i = 0; i < out; i++) {
            double z = b2[i], z_adj;

            for (int j = 0; j < hidden; j++)
                z += W2[i * hidden + j] * a[j];
            z -= y[s * out + i];
            loss += z * z;
            z_adj = scale * z;
            b2_adj[i] += z_adj;
            for (int j = 0; j < hidden; j++) {
                W2_adj[i * hidden + j] += z_adj * a[j];
                a_adj[j] += z_adj * W2[i * hidden + j];
            }
        }
        for (int i = 0; i < hidden; i++) {
            double z_adj = a_adj[i] * (1.0 - a[i] * a[i]);

            b1_adj[i] += z_adj;
            for (int j = 0; j < in; j++)
                W1_adj[i * in + j] += z_adj * row[j];
        }
    }
    free(a);
    return loss / batch;
}
