#include "adolc/adolc.h"
#include "drawn.h"
#include "inputs.h"
#include "rosen.h"
#include "rosen_grad.h"
#include "work.h"

static const int curve[] = {100, 316, 1000, 3162, 10000, 0};
static int       n;
static double   *x, *adj;

static void draw_all(int size)
{
    n = size;
    draw_from(1);
    x = drawn(x, (size_t)n, -2.0, 2.0);
    adj = drawn(adj, (size_t)n, 0.0, 0.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return rosen_hand(n, x, adj);
    case ADGEN:
        return rosen_grad(n, x, adj);
    case ADOLC:
        return BY_ADOLC(rosen_adolc(n, x, adj));
    default:
        return rosen(n, x);
    }
}

static size_t adjoints(double **at)
{
    *at = adj;
    return (size_t)n;
}

size_t rosen_inputs(double **at)
{
    *at = x;
    return (size_t)n;
}

const Work rosen_work = {"rosen", "Rosenbrock, n = 1,000", 1000, curve, draw_all, run, adjoints};
