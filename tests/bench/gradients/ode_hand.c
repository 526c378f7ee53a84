#include "ode.h"

#include <stdlib.h>

/*
 * Rows have an element before their first that is 1, as if a full pool fed the first one: one rule for all pools.
 * to = y + h rate from, the row before: the argument of the next stage.
 */
static void stage(int n, double h, const double *restrict rate, const double *restrict y, const double *restrict from,
                  double *restrict to)
{
    for (int i = 0; i < n; i++)
        to[i] = y[i] + h * (rate[i] * from[i - 1]);
}

/* The arguments of the last three stages. */
static void stages(int n, double h, const double *restrict rate, const double *restrict y, double *const mid[3])
{
    stage(n, 0.5 * h, rate, y, y, mid[0]);
    stage(n, 0.5 * h, rate, y, mid[0], mid[1]);
    stage(n, h, rate, y, mid[1], mid[2]);
}

static void step(int n, double h, const double *restrict rate, const double *restrict y, const double *restrict mid1,
                 const double *restrict mid2, const double *restrict mid3, double *restrict after)
{
    for (int i = 0; i < n; i++)
        after[i] = y[i] + h / 6.0 * (rate[i] * y[i - 1] + 2.0 * (rate[i] * mid1[i - 1]) + 2.0 * (rate[i] * mid2[i - 1])
                                     + rate[i] * mid3[i - 1]);
}

/*
 * Of a stage whose result has the adjoint k_adj[1 .. n - 1], rate k_adj, the row after, is that of its argument: into
 * before_adj and, by h, the result of the stage before it, which has `share` of y_adj besides.
 */
static void stage_back(int n, double h, double share, const double *restrict rate, const double *restrict y_adj,
                       const double *restrict k_adj, double *restrict before_adj, double *restrict to_adj)
{
    for (int i = 0; i < n - 1; i++) {
        double mid_adj = rate[i + 1] * k_adj[i + 1];

        before_adj[i] += mid_adj;
        to_adj[i] = share * y_adj[i] + h * mid_adj;
    }
    to_adj[n - 1] = share * y_adj[n - 1];
}

/* All that a step adds to rate_adj, by one addition. */
static void rates_back(int n, const double *restrict y, double *const mid[3], double *const k_adj[4],
                       double *restrict rate_adj)
{
    const double *restrict mid1 = mid[0], *restrict mid2 = mid[1], *restrict mid3 = mid[2];
    const double *restrict k1 = k_adj[0], *restrict k2 = k_adj[1], *restrict k3 = k_adj[2], *restrict k4 = k_adj[3];

    for (int i = 0; i < n; i++)
        rate_adj[i] += k1[i] * y[i - 1] + k2[i] * mid1[i - 1] + k3[i] * mid2[i - 1] + k4[i] * mid3[i - 1];
}

static void step_back(int n, double h, const double *restrict rate, const double *restrict y, double *const mid[3],
                      double *const k_adj[4], double *restrict y_adj, double *restrict before_adj,
                      double *restrict rate_adj)
{
    for (int i = 0; i < n; i++) {
        k_adj[3][i] = h / 6.0 * y_adj[i];
        before_adj[i] = y_adj[i];
    }
    stage_back(n, h, h / 3.0, rate, y_adj, k_adj[3], before_adj, k_adj[2]);
    stage_back(n, 0.5 * h, h / 3.0, rate, y_adj, k_adj[2], before_adj, k_adj[1]);
    stage_back(n, 0.5 * h, h / 6.0, rate, y_adj, k_adj[1], before_adj, k_adj[0]);
    rates_back(n, y, mid, k_adj, rate_adj);
    for (int i = 0; i < n - 1; i++)
        before_adj[i] += rate[i + 1] * k_adj[0][i + 1];
}

/*
 * Of a step only y is kept, where it is written; its stages are calculated again, in the first-level cache.  No flow is
 * stored: each is used where it is calculated.
 */
double ode_hand(int n, int steps, const double *restrict rate, double *restrict rate_adj)
{
    size_t  width = (size_t)n + 1;
    double *rows = calloc(((size_t)steps + 10) * width, sizeof *rows), *last = rows + 1 + (size_t)steps * width;
    double *mid[3], *k_adj[4], *y_adj = last + 8 * width, *before_adj = y_adj + width, *swap, end;
    double  h = 2.0 / steps;

    for (int i = 0; i < 3; i++)
        mid[i] = last + (i + 1) * width;
    for (int i = 0; i < 4; i++)
        k_adj[i] = last + (i + 4) * width;
    for (size_t row = 0; row < (size_t)steps + 4; row++)
        rows[row * width] = 1.0;
    for (double *y = rows + 1; y < last; y += width) {
        stages(n, h, rate, y, mid);
        step(n, h, rate, y, mid[0], mid[1], mid[2], y + width);
    }
    end = last[n - 1];
    y_adj[n - 1] = 1.0;
    for (int s = steps - 1; s >= 0; s--) {
        const double *y = rows + 1 + (size_t)s * width;

        stages(n, h, rate, y, mid);
        step_back(n, h, rate, y, mid, k_adj, y_adj, before_adj, rate_adj);
        swap = y_adj, y_adj = before_adj, before_adj = swap;
    }
    free(rows);
    return end;
}
