#include "linreg.h"

/* Each sample goes backward at once, while its row is in the first-level cache: x is read from memory once. */
double linreg_hand(int n, int d, const double *restrict w, const double *restrict x, const double *restrict y,
                   double *restrict w_adj)
{
    double loss = 0.0;

    for (int i = 0; i < n; i++) {
        const double *row = x + (long)i * d;
        double        residual = 0.0, residual_adj;

        for (int j = 0; j < d; j++)
            residual += row[j] * w[j];
        residual -= y[i];
        loss += residual * residual;
        residual_adj = 2.0 * residual;
        for (int j = 0; j < d; j++)
            w_adj[j] += residual_adj * row[j];
    }
    return loss;
}
