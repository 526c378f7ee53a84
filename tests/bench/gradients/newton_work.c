#include "adolc/adolc.h"
#include "drawn.h"
#include "inputs.h"
#include "newton.h"
#include "newton_grad.h"
#include "work.h"

static const int curve[] = {100, 316, 1000, 3162, 10000, 0};
static int       n;
static double   *a, *adj;

static void draw_all(int size)
{
    n = size;
    draw_from(1);
    a = drawn(a, (size_t)n, 0.1, 100.0);
    adj = drawn(adj, (size_t)n, 0.0, 0.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return newton_hand(n, a, adj);
    case ADGEN:
        return newton_grad(n, a, adj);
    case ADOLC:
        return BY_ADOLC(newton_adolc(n, a, adj));
    default:
        return newton(n, a);
    }
}

static size_t adjoints(double **at)
{
    *at = adj;
    return (size_t)n;
}

size_t newton_inputs(double **at)
{
    *at = a;
    return (size_t)n;
}

const Work newton_work = {"newton", "square roots by iteration until they are, n = 1,000", 1000, curve, draw_all, run,
                          adjoints};
