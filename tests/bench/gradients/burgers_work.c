#include "adolc/adolc.h"
#include "drawn.h"
#include "inputs.h"
#include "burgers.h"
#include "burgers_grad.h"
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
        return burgers_hand(n, 1000, 0.1, 0.2, u0, adj);
    case ADGEN:
        return burgers_grad(n, 1000, 0.1, 0.2, u0, adj);
    case ADOLC:
        return BY_ADOLC(burgers_adolc(n, 1000, 0.1, 0.2, u0, adj));
    default:
        return burgers(n, 1000, 0.1, 0.2, u0);
    }
}

static size_t adjoints(double **at)
{
    *at = adj;
    return (size_t)n;
}

size_t burgers_inputs(double **at)
{
    *at = u0;
    return (size_t)n;
}

const Work burgers_work = {"burgers", "equation of Burgers, n = 1,000, 1,000 steps in two rows",
                           1000, curve, draw_all, run, adjoints};
