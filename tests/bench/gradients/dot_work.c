#include "adolc/adolc.h"
#include "dot.h"
#include "dot_grad.h"
#include "drawn.h"
#include "inputs.h"
#include "work.h"

static const int curve[] = {100, 316, 1000, 3162, 10000, 0};
static int       n;
static double   *in, *adj;              /* a and b, one after the other */

static void draw_all(int size)
{
    n = size;
    draw_from(1);
    in = drawn(in, 2 * (size_t)n, -1.0, 1.0);
    adj = drawn(adj, 2 * (size_t)n, 0.0, 0.0);
}

static double run(Column column)
{
    const double *a = in, *b = in + n;

    switch (column) {
    case HAND:
        return dot_hand(n, a, b, adj, adj + n);
    case ADGEN:
        return dot_grad(n, a, b, adj, adj + n);
    case ADOLC:
        return BY_ADOLC(dot_adolc(n, a, b, adj, adj + n));
    default:
        return dot(n, a, b);
    }
}

static size_t adjoints(double **at)
{
    *at = adj;
    return 2 * (size_t)n;
}

size_t dot_inputs(double **at)
{
    *at = in;
    return 2 * (size_t)n;
}

const Work dot_work = {"dot", "inner product, n = 1,000", 1000, curve, draw_all, run, adjoints};
