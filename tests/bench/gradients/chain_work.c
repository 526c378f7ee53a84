#include "chain.h"
#include "chain_grad.h"
#include "work.h"

#include <math.h>
#include <stdlib.h>

enum { D = 32 };

static const int curve[] = {4, 12, 40, 120, 400, 0};

static int     matrices;
static double *inputs, *inputs_adj;

static void draw_inputs(int size)
{
    size_t n = (size_t)size * D * D;

    matrices = size;
    free(inputs);
    free(inputs_adj);
    inputs = malloc(n * sizeof *inputs);
    inputs_adj = calloc(n, sizeof *inputs_adj);
    draw_from(6);
    for (size_t i = 0; i < n; i++)
        inputs[i] = sqrt(3.0 / D) * draw(-1.0, 1.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return chain_hand(matrices, D, inputs, inputs_adj);
    case ADGEN:
        return chain_grad(matrices, D, inputs, inputs_adj);
    default:
        return chain(matrices, D, inputs);
    }
}

static size_t adjoints(double **at)
{
    *at = inputs_adj;
    return (size_t)matrices * D * D;
}

const Work chain_work = {
    "chain", "sum of squares of a product of 40 matrices, 32 by 32", 40, curve, draw_inputs, run, adjoints
};
