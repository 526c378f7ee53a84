#include "rosen.h"

/*
 * Two loops, so that each writes an adjoint once and none waits for what the iteration before has added to memory: the
 * first follows the sum, the second is vectors alone.  (One loop that gathers from both terms is faster with gcc, but
 * clang carries values from one iteration to the next and does not vectorise it.)
 */
double rosen_hand(int n, const double *restrict x, double *restrict x_adj)
{
    double f = 0.0;

    for (int i = 1; i < n; i++) {
        double across = x[i] - x[i - 1] * x[i - 1], along = 1.0 - x[i - 1];

        f += 100.0 * across * across + along * along;
        x_adj[i] += 200.0 * across;
    }
    for (int i = 0; i < n - 1; i++)
        x_adj[i] -= 400.0 * x[i] * (x[i + 1] - x[i] * x[i]) + 2.0 * (1.0 - x[i]);
    return f;
}
