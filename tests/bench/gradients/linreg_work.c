#include "adolc/adolc.h"
#include "drawn.h"
#include "inputs.h"
#include "linreg.h"
#include "linreg_grad.h"
#include "work.h"

enum { D = 32 };

static const int curve[] = {100, 316, 1000, 3162, 10000, 0};
static int       n;
static double   *x, *y, *w, *adj;

static void draw_all(int size)
{
    n = size;
    draw_from(1);
    w = drawn(w, D, -1.0, 1.0);
    x = drawn(x, (size_t)n * D, -1.0, 1.0);
    y = drawn(y, (size_t)n, -1.0, 1.0);
    adj = drawn(adj, (size_t)D, 0.0, 0.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return linreg_hand(n, D, w, x, y, adj);
    case ADGEN:
        return linreg_grad(n, D, w, x, y, adj);
    case ADOLC:
        return BY_ADOLC(linreg_adolc(n, D, w, x, y, adj));
    default:
        return linreg(n, D, w, x, y);
    }
}

static size_t adjoints(double **at)
{
    *at = adj;
    return (size_t)D;
}

size_t linreg_inputs(double **at)
{
    *at = w;
    return (size_t)D;
}

const Work linreg_work = {"linreg", "squared residuals of a linear model, n = 1,000, d = 32",
                          1000, curve, draw_all, run, adjoints};
