#include "adolc/adolc.h"
#include "drawn.h"
#include "inputs.h"
#include "heatc.h"
#include "heatc_grad.h"
#include "work.h"

static const int curve[] = {100, 316, 1000, 3162, 10000, 0};
static int       n;
static double   *u0, *adj;

static void draw_all(int size)
{
    n = size;
    draw_from(1);
    u0 = drawn(u0, (size_t)n, 0.0, 1.0);
    adj = drawn(adj, (size_t)n, 0.0, 0.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return heatc_hand(n, 1000, 0.2, u0, adj);
    case ADGEN:
        return heatc_grad(n, 1000, 0.2, u0, adj);
    case ADOLC:
        return BY_ADOLC(heatc_adolc(n, 1000, 0.2, u0, adj));
    default:
        return heatc(n, 1000, 0.2, u0);
    }
}

static size_t adjoints(double **at)
{
    *at = adj;
    return (size_t)n;
}

size_t heatc_inputs(double **at)
{
    *at = u0;
    return (size_t)n;
}

const Work heatc_work = {"heatc", "heat equation, n = 1,000, 1,000 steps, each row copied back",
                         1000, curve, draw_all, run, adjoints};
