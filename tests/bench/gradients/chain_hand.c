#include "chain.h"

#include <stdlib.h>
#include <string.h>

/*
 * Gradient of chain, by hand.
 *
 * What makes it fast: each product is written where it is kept, d^2 values.  Both products of the backward pass add rows,
 * four at a time, with unit stride; for the one with a transposed matrix that is transposed first, d^2 copies for d^3
 * operations.  The adjoint of the product overwrites its room: nothing is cleared.
 */

static void multiply(int d, const double *restrict A, const double *restrict B, double *restrict C)
{
    for (int i = 0; i < d; i++)
        for (int j = 0; j < d; j++) {
            double sum = 0.0;

            for (int k = 0; k < d; k++)
                sum += A[i * d + k] * B[k * d + j];
            C[i * d + j] = sum;
        }
}

/* out += the sum over k of x[k stride] times row k of B; four rows at a time. */
static void add_rows(int d, const double *restrict x, int stride, const double *restrict B, double *restrict out)
{
    int k = 0;

    for (; k + 4 <= d; k += 4, B += 4 * d) {
        double x0 = x[k * stride], x1 = x[(k + 1) * stride], x2 = x[(k + 2) * stride], x3 = x[(k + 3) * stride];

        for (int j = 0; j < d; j++)
            out[j] += x0 * B[j] + x1 * B[d + j] + x2 * B[2 * d + j] + x3 * B[3 * d + j];
    }
    for (; k < d; k++, B += d)
        for (int j = 0; j < d; j++)
            out[j] += x[k * stride] * B[j];
}

/* A_adj = C_adj B^T, B_adj += A^T C_adj; `turned` is room for B^T. */
static void multiply_adjoint(int d, const double *restrict A, const double *restrict B, const double *restrict C_adj,
                             double *restrict turned, double *restrict A_adj, double *restrict B_adj)
{
    for (int i = 0; i < d; i++)
        for (int j = 0; j < d; j++)
            turned[j * d + i] = B[i * d + j];
    for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++)
            A_adj[i * d + j] = 0.0;
        add_rows(d, C_adj + i * d, 1, turned, A_adj + i * d);
        add_rows(d, A + i, d, C_adj, B_adj + i * d);
    }
}

double chain_hand(int m, int d, const double *restrict A, double *restrict A_adj)
{
    size_t n = (size_t)d * (size_t)d;
    double *work = malloc(((size_t)m + 3) * n * sizeof *work);
    double *products = work + 3 * n;
    double *turned = work;
    double *adj = work + n;
    double *before = work + 2 * n;
    const double *last = products + (size_t)(m - 1) * n;
    double sum = 0.0;

    memcpy(products, A, n * sizeof *products);
    for (int i = 1; i < m; i++)
        multiply(d, products + (size_t)(i - 1) * n, A + (size_t)i * n, products + (size_t)i * n);
    for (size_t i = 0; i < n; i++) {
        sum += last[i] * last[i];
        adj[i] = 2.0 * last[i];
    }
    for (int i = m - 1; i > 0; i--) {
        double *swap;

        multiply_adjoint(d, products + (size_t)(i - 1) * n, A + (size_t)i * n, adj, turned, before,
                         A_adj + (size_t)i * n);
        swap = adj, adj = before, before = swap;
    }
    for (size_t i = 0; i < n; i++)
        A_adj[i] += adj[i];
    free(work);
    return sum;
}
