#include "adolc/adolc.h"
#include "drawn.h"
#include "inputs.h"
#include "perceptron.h"
#include "perceptron_grad.h"
#include "work.h"

/* Parameters lie one after the other: W1, b1, W2, b2. */
enum {
    INPUTS = 32, HIDDEN = 64, OUTPUTS = 8,
    B1 = INPUTS * HIDDEN, W2 = B1 + HIDDEN, B2 = W2 + HIDDEN * OUTPUTS, ALL = B2 + OUTPUTS
};

static const int curve[] = {8, 25, 80, 250, 800, 0};
static int       batch;
static double   *in, *x, *y, *adj;

static void draw_all(int size)
{
    batch = size;
    draw_from(1);
    in = drawn(in, ALL, -0.3, 0.3);
    x = drawn(x, (size_t)batch * INPUTS, -1.0, 1.0);
    y = drawn(y, (size_t)batch * OUTPUTS, -1.0, 1.0);
    adj = drawn(adj, ALL, 0.0, 0.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return perceptron_hand(batch, INPUTS, HIDDEN, OUTPUTS, in, in + B1, in + W2, in + B2, x, y, adj, adj + B1,
                               adj + W2, adj + B2);
    case ADGEN:
        return perceptron_grad(batch, INPUTS, HIDDEN, OUTPUTS, in, in + B1, in + W2, in + B2, x, y, adj, adj + B1,
                               adj + W2, adj + B2);
    case ADOLC:
        return BY_ADOLC(perceptron_adolc(batch, INPUTS, HIDDEN, OUTPUTS, in, in + B1, in + W2, in + B2, x, y, adj,
                                         adj + B1, adj + W2, adj + B2));
    default:
        return perceptron(batch, INPUTS, HIDDEN, OUTPUTS, in, in + B1, in + W2, in + B2, x, y);
    }
}

static size_t adjoints(double **at)
{
    *at = adj;
    return ALL;
}

size_t perceptron_inputs(double **at)
{
    *at = in;
    return ALL;
}

const Work perceptron_work = {"perceptron", "a hidden layer of tanh, batch 64, 32-64-8", 64, curve, draw_all, run,
                              adjoints};
