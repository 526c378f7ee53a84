#include "adolc/adolc.h"
#include "drawn.h"
#include "inputs.h"
#include "lse.h"
#include "lse_grad.h"
#include "work.h"

static const int curve[] = {1000, 3162, 10000, 31623, 100000, 0};
static int       n;
static double   *x, *adj;

static void draw_all(int size)
{
    n = size;
    draw_from(1);
    x = drawn(x, (size_t)n, -5.0, 5.0);
    adj = drawn(adj, (size_t)n, 0.0, 0.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return lse_hand(n, x, adj);
    case ADGEN:
        return lse_grad(n, x, adj);
    case ADOLC:
        return BY_ADOLC(lse_adolc(n, x, adj));
    default:
        return lse(n, x);
    }
}

static size_t adjoints(double **at)
{
    *at = adj;
    return (size_t)n;
}

size_t lse_inputs(double **at)
{
    *at = x;
    return (size_t)n;
}

const Work lse_work = {"lse", "log of a sum of exp, n = 10,000", 10000, curve, draw_all, run, adjoints};
