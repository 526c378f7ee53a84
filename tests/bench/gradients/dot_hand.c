#include "dot.h"

/* One loop: the adjoint of the product is known before it starts, and both updates fit into the wait for the sum. */
double dot_hand(int n, const double *restrict a, const double *restrict b, double *restrict a_adj,
                double *restrict b_adj)
{
    double product = 0.0;

    for (int i = 0; i < n; i++) {
        product += a[i] * b[i];
        a_adj[i] += b[i];
        b_adj[i] += a[i];
    }
    return product;
}
