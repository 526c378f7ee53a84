#include "burgers.h"

#include <stdlib.h>

static void step(int n, double a, double b, const double *restrict u, double *restrict next)
{
    next[0] = 0.0;
    next[n - 1] = 0.0;
    for (int i = 1; i < n - 1; i++)
        next[i] = u[i] - a * u[i] * (u[i + 1] - u[i - 1]) + b * (u[i + 1] - 2.0 * u[i] + u[i - 1]);
}

/*
 * The transpose of a step at u, each element written once.  The ends of next_adj, which the step does not read, are
 * cleared first.
 */
static void step_back(int n, double a, double b, const double *restrict u, double *restrict next_adj,
                      double *restrict u_adj)
{
    next_adj[0] = 0.0;
    next_adj[n - 1] = 0.0;
    u_adj[0] = next_adj[1] * (a * u[1] + b);
    u_adj[n - 1] = next_adj[n - 2] * (b - a * u[n - 2]);
    for (int i = 1; i < n - 1; i++)
        u_adj[i] = next_adj[i] * (1.0 - 2.0 * b - a * (u[i + 1] - u[i - 1])) + next_adj[i - 1] * (b - a * u[i - 1])
                   + next_adj[i + 1] * (b + a * u[i + 1]);
}

/* Each row is written where it is kept; two rows of adjoints change places.  Three points at least. */
double burgers_hand(int n, int steps, double a, double b, const double *restrict u0, double *restrict u0_adj)
{
    size_t  width = (size_t)n;
    double *rows = malloc(((size_t)steps + 1) * width * sizeof *rows), *last = rows + (size_t)steps * width;
    double *adj = malloc(width * sizeof *adj), *other = malloc(width * sizeof *other), *swap;
    double  loss = 0.0;

    for (int i = 0; i < n; i++)
        rows[i] = u0[i];
    for (double *u = rows; u < last; u += width)
        step(n, a, b, u, u + width);
    for (int i = 0; i < n; i++) {
        loss += last[i] * last[i];
        adj[i] = 2.0 * last[i];
    }
    for (int t = steps - 1; t >= 0; t--) {
        step_back(n, a, b, rows + (size_t)t * width, adj, other);
        swap = adj, adj = other, other = swap;
    }
    for (int i = 0; i < n; i++)
        u0_adj[i] += adj[i];
    free(rows);
    free(adj);
    free(other);
    return loss;
}
