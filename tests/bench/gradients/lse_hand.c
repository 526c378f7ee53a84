#include "lse.h"

#include <math.h>
#include <stdlib.h>

/*
 * Each exp is kept, and is the derivative but for a factor.  The largest needs nothing of its own: its shift cancels.
 */
double lse_hand(int n, const double *restrict x, double *restrict x_adj)
{
    double *restrict e = malloc((size_t)n * sizeof *e);
    double           top = x[0], sum = 0.0, share;

    for (int i = 1; i < n; i++)
        top = x[i] > top ? x[i] : top;
    for (int i = 0; i < n; i++) {
        e[i] = exp(x[i] - top);
        sum += e[i];
    }
    share = 1.0 / sum;
    for (int i = 0; i < n; i++)
        x_adj[i] += e[i] * share;
    free(e);
    return top + log(sum);
}
