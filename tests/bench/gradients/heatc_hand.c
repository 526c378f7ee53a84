#include "heatc.h"

#include <stdlib.h>

static void step(int n, double k, const double *restrict u, double *restrict next)
{
    next[0] = u[0];
    next[n - 1] = u[n - 1];
    for (int i = 1; i < n - 1; i++)
        next[i] = u[i] + k * (u[i + 1] - 2.0 * u[i] + u[i - 1]);
}

/* The transpose of a step, each element written once: what an end passes on is all that it gets itself. */
static void step_back(int n, double k, const double *restrict next_adj, double *restrict u_adj)
{
    double stay = 1.0 - 2.0 * k;

    u_adj[0] = next_adj[0] + k * next_adj[1];
    u_adj[1] = stay * next_adj[1] + k * next_adj[2];
    for (int i = 2; i < n - 2; i++)
        u_adj[i] = stay * next_adj[i] + k * (next_adj[i - 1] + next_adj[i + 1]);
    u_adj[n - 2] = stay * next_adj[n - 2] + k * next_adj[n - 3];
    u_adj[n - 1] = next_adj[n - 1] + k * next_adj[n - 2];
}

/* A step is linear: nothing is kept, and the rows change places instead of being copied.  Four points at least. */
double heatc_hand(int n, int steps, double k, const double *restrict u0, double *restrict u0_adj)
{
    double *u = malloc((size_t)n * sizeof *u), *other = malloc((size_t)n * sizeof *other), *swap;
    double  loss = 0.0;

    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        step(n, k, u, other);
        swap = u, u = other, other = swap;
    }
    for (int i = 0; i < n; i++) {
        loss += u[i] * u[i];
        u[i] = 2.0 * u[i];              /* both rows hold adjoints from here */
    }
    for (int t = 0; t < steps; t++) {
        step_back(n, k, u, other);
        swap = u, u = other, other = swap;
    }
    for (int i = 0; i < n; i++)
        u0_adj[i] += u[i];
    free(u);
    free(other);
    return loss;
}
