#include "adolc/adolc.h"
#include "drawn.h"
#include "inputs.h"
#include "ode.h"
#include "ode_grad.h"
#include "work.h"

static const int curve[] = {10, 32, 100, 316, 1000, 0};
static int       n;
static double   *rate, *adj;

static void draw_all(int size)
{
    n = size;
    draw_from(1);
    rate = drawn(rate, (size_t)n, 0.9, 1.1);
    for (int i = 0; i < n; i++)
        rate[i] *= i + 1;
    adj = drawn(adj, (size_t)n, 0.0, 0.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return ode_hand(n, 1000, rate, adj);
    case ADGEN:
        return ode_grad(n, 1000, rate, adj);
    case ADOLC:
        return BY_ADOLC(ode_adolc(n, 1000, rate, adj));
    default:
        return ode(n, 1000, rate);
    }
}

static size_t adjoints(double **at)
{
    *at = adj;
    return (size_t)n;
}

size_t ode_inputs(double **at)
{
    *at = rate;
    return (size_t)n;
}

const Work ode_work = {"ode", "a chain of equations by Runge and Kutta, n = 50, 1,000 steps", 50, curve, draw_all, run,
                       adjoints};
