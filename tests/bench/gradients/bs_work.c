#include "adolc/adolc.h"
#include "bs.h"
#include "bs_grad.h"
#include "drawn.h"
#include "inputs.h"
#include "work.h"

static const int curve[] = {100, 316, 1000, 3162, 10000, 0};
static int       n;
static double   *in, *strike, *expiry, *adj;    /* spot, vol and rate, one after the other */

static void draw_all(int size)
{
    n = size;
    draw_from(1);
    in = drawn(in, 2 * (size_t)n + 1, 80.0, 120.0);
    for (int i = 0; i < n; i++)
        in[n + i] = draw(0.1, 0.5);
    in[2 * n] = 0.03;
    strike = drawn(strike, (size_t)n, 80.0, 120.0);
    expiry = drawn(expiry, (size_t)n, 0.1, 2.0);
    adj = drawn(adj, 2 * (size_t)n + 1, 0.0, 0.0);
}

static double run(Column column)
{
    const double *spot = in, *vol = in + n;
    double        rate = in[2 * n];

    switch (column) {
    case HAND:
        return bs_hand(n, spot, vol, rate, strike, expiry, adj, adj + n, adj + 2 * n);
    case ADGEN:
        return bs_grad(n, spot, vol, rate, strike, expiry, adj, adj + n, adj + 2 * n);
    case ADOLC:
        return BY_ADOLC(bs_adolc(n, spot, vol, rate, strike, expiry, adj, adj + n, adj + 2 * n));
    default:
        return bs(n, spot, vol, rate, strike, expiry);
    }
}

static size_t adjoints(double **at)
{
    *at = adj;
    return 2 * (size_t)n + 1;
}

size_t bs_inputs(double **at)
{
    *at = in;
    return 2 * (size_t)n + 1;
}

const Work bs_work = {"bs", "prices of calls by Black and Scholes, n = 1,000", 1000, curve, draw_all, run, adjoints};
