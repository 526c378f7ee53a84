#include "stencil2d.h"

#include <stdlib.h>

/*
 * Gradient of stencil2d, by hand.
 *
 * What makes it fast:
 * - The density is kept, and nothing else; each step writes it where it is kept.
 * - The adjoint of a step gathers: each u_adj is written once, from its neighbours' v_adj, and vectorises; in the same loop
 *   rate_adj gets its share.
 * - Two adjoint planes, swapped; their borders stay zero.
 * - Planes lie an odd number of cache lines further apart than they are long: where n is a power of two, a value just
 *   stored would otherwise have the same place in its page as those loaded next, for which the processor then waits.
 * - Long runs: where all densities would take more than SPACE doubles, only those at the ends of segments are kept, as many
 *   as the root of the steps, and those between are computed again, segment by segment, in room that is used again and again.
 */
enum { SPACE = 500000, STAGGER = 40 };

static void spread(int n, double growth, const double *restrict rate, const double *restrict u, double *restrict v)
{
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < n - 1; j++) {
            int at = i * n + j;
            double flow = u[at - n] * u[at - n] + u[at + n] * u[at + n] + u[at - 1] * u[at - 1] + u[at + 1] * u[at + 1]
                        - 4.0 * u[at] * u[at];

            v[at] = u[at] + rate[at] * flow + growth * u[at] * (1.0 - u[at]);
        }
}

/* u_adj = , rate_adj += what v_adj contributes to them. */
static void spread_adjoint(int n, double growth, const double *restrict rate, const double *restrict u,
                           const double *restrict v_adj, double *restrict u_adj, double *restrict rate_adj)
{
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < n - 1; j++) {
            int at = i * n + j;
            double flow = u[at - n] * u[at - n] + u[at + n] * u[at + n] + u[at - 1] * u[at - 1] + u[at + 1] * u[at + 1]
                        - 4.0 * u[at] * u[at];
            double flow_adj = rate[at - n] * v_adj[at - n] + rate[at + n] * v_adj[at + n] + rate[at - 1] * v_adj[at - 1]
                            + rate[at + 1] * v_adj[at + 1] - 4.0 * rate[at] * v_adj[at];

            rate_adj[at] += v_adj[at] * flow;
            u_adj[at] = v_adj[at] * (1.0 + growth - 2.0 * growth * u[at]) + 2.0 * u[at] * flow_adj;
        }
}

static void clear_border(int n, double *u)
{
    for (int i = 0; i < n; i++) {
        u[i] = 0.0;
        u[(n - 1) * n + i] = 0.0;
        u[i * n] = 0.0;
        u[i * n + n - 1] = 0.0;
    }
}

/* `count` steps from `start` to `end`, the densities between in rows, of which the last `kept` are kept. */
static void run(int n, size_t plane, int count, int kept, double growth, const double *rate, const double *start,
                double *rows, double *end)
{
    for (int t = 0; t < count; t++) {
        double *to = t < count - 1 ? rows + (size_t)(t % kept) * plane : end;

        spread(n, growth, rate, start, to);
        start = to;
    }
}

double stencil2d_hand(int n, int steps, double growth, const double *restrict u0, const double *restrict rate,
                      double *restrict u0_adj, double *restrict rate_adj)
{
    size_t plane = (size_t)n * (size_t)n + STAGGER;
    int segment = steps > 2 ? steps : 2;   /* steps between two densities that stay */

    if ((size_t)segment * plane > SPACE)
        for (segment = 2; segment * segment < steps; segment++)
            continue;

    int segments = (steps + segment - 1) / segment;
    size_t planes = (size_t)segments + (size_t)segment + 3;
    double *starts = malloc(planes * plane * sizeof *starts);
    double *rows = starts + ((size_t)segments + 1) * plane;
    double *adj = rows + (size_t)segment * plane;
    double *next = adj + plane;
    const double *last = starts + (size_t)segments * plane;
    double sum = 0.0;

    /* forward */
    for (size_t p = 0; p < planes; p++)
        clear_border(n, starts + p * plane);
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < n - 1; j++)
            starts[i * n + j] = u0[i * n + j];
    for (int s = 0; s < segments; s++) {
        double *start = starts + (size_t)s * plane;

        if (s < segments - 1)
            run(n, plane, segment, 2, growth, rate, start, rows, start + plane);
        else
            run(n, plane, steps - s * segment, segment, growth, rate, start, rows, start + plane);
    }
    for (int i = 0; i < n * n; i++) {
        sum += last[i] * last[i];
        adj[i] = 2.0 * last[i];
    }

    /* backward; the densities of the last segment are there */
    for (int s = segments - 1; s >= 0; s--) {
        const double *start = starts + (size_t)s * plane;
        int count = s < segments - 1 ? segment : steps - s * segment;

        if (s < segments - 1)
            run(n, plane, count - 1, segment, growth, rate, start, rows, rows + (size_t)(count - 2) * plane);
        for (int t = count - 1; t >= 0; t--) {
            double *swap = adj;

            spread_adjoint(n, growth, rate, t > 0 ? rows + (size_t)(t - 1) * plane : start, adj, next, rate_adj);
            adj = next;
            next = swap;
        }
    }
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < n - 1; j++)
            u0_adj[i * n + j] += adj[i * n + j];
    free(starts);
    return sum;
}
