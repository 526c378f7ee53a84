#include "logreg.h"

#include <math.h>

enum { BLOCK = 64 };

/* z[i] = x[i] . w */
static void products(int n, int d, const double *restrict w, const double *restrict x, double *restrict z)
{
    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < d; j++)
            sum += x[(long)i * d + j] * w[j];
        z[i] = sum;
    }
}

/* Of each z its term of the loss, and its adjoint, which takes its place. */
static void losses(int n, const double *restrict y, double *restrict z, double *restrict term)
{
    for (int i = 0; i < n; i++) {
        double e = exp(-y[i] * z[i]), q = 1.0 + e;

        term[i] = log(q);
        z[i] = -y[i] * e / q;
    }
}

/*
 * Samples come in blocks that stay in the first-level cache.  In a block all products are first, then all exp and log,
 * in a loop with nothing else in it, which vectorises where there are vector versions of them, then all updates.  Each
 * exp serves the value and the derivative.
 */
double logreg_hand(int n, int d, const double *restrict w, const double *restrict x, const double *restrict y,
                   double *restrict w_adj)
{
    double z[BLOCK], term[BLOCK], loss = 0.0;

    for (int at = 0; at < n; at += BLOCK) {
        const double *rows = x + (long)at * d;
        int           count = n - at < BLOCK ? n - at : BLOCK;

        products(count, d, w, rows, z);
        losses(count, y + at, z, term);
        for (int i = 0; i < count; i++) {
            loss += term[i];
            for (int j = 0; j < d; j++)
                w_adj[j] += z[i] * rows[(long)i * d + j];
        }
    }
    return loss;
}
