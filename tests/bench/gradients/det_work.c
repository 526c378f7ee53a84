#include "det.h"
#include "det_grad.h"
#include "work.h"

enum { MOST = 10 };

static int    order;
static double inputs[MOST * MOST], inputs_adj[MOST * MOST];

static void draw_inputs(int size)
{
    order = size < MOST ? size : MOST;
    draw_from(8);
    for (int i = 0; i < order * order; i++)
        inputs[i] = draw(-1.0, 1.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return det_hand(order, inputs, inputs_adj);
    case ADGEN:
        return det_grad(order, inputs, inputs_adj);
    default:
        return det(order, inputs);
    }
}

static size_t adjoints(double **at)
{
    *at = inputs_adj;
    return (size_t)(order * order);
}

const Work det_work = {
    "det", "determinant of an 8 by 8 matrix by recursive expansion", 8, NULL, draw_inputs, run, adjoints
};
