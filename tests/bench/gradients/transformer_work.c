#include "transformer.h"
#include "transformer_grad.h"
#include "work.h"

#include <stdlib.h>

enum { WIDTH = 32, HEADS = 4, HIDDEN = 128, PARAMETERS = 5 * WIDTH + 4 * WIDTH * WIDTH + 2 * WIDTH * HIDDEN + HIDDEN };

static const int curve[] = {4, 12, 32, 100, 400, 0};

static Sizes   sizes = {0, WIDTH, HEADS, HIDDEN};
static double  inputs[PARAMETERS], inputs_adj[PARAMETERS];
static Block   block, block_adj;
static double *x;
static double *target;

/* The next `count` of an array. */
static double *part(double **at, int count)
{
    double *first = *at;

    *at += count;
    return first;
}

/* A block whose parameters lie in `at`. */
static Block block_in(double *at)
{
    Block of;

    of.norm1_gain = part(&at, WIDTH);
    of.norm1_bias = part(&at, WIDTH);
    of.query = part(&at, WIDTH * WIDTH);
    of.key = part(&at, WIDTH * WIDTH);
    of.value = part(&at, WIDTH * WIDTH);
    of.project = part(&at, WIDTH * WIDTH);
    of.norm2_gain = part(&at, WIDTH);
    of.norm2_bias = part(&at, WIDTH);
    of.up = part(&at, HIDDEN * WIDTH);
    of.up_bias = part(&at, HIDDEN);
    of.down = part(&at, WIDTH * HIDDEN);
    of.down_bias = part(&at, WIDTH);
    return of;
}

static void draw_inputs(int size)
{
    int n = size * WIDTH;

    sizes.length = size;
    free(x);
    free(target);
    x = malloc((size_t)n * sizeof *x);
    target = malloc((size_t)n * sizeof *target);
    block = block_in(inputs);
    block_adj = block_in(inputs_adj);
    draw_from(4);
    for (int i = 0; i < PARAMETERS; i++)
        inputs[i] = draw(-0.5, 0.5);
    for (int i = 0; i < n; i++)
        x[i] = draw(-1.0, 1.0);
    for (int i = 0; i < n; i++)
        target[i] = draw(-1.0, 1.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return transformer_hand(&sizes, &block, x, target, &block_adj);
    case ADGEN:
        return transformer_grad(&sizes, &block, x, target, &block_adj);
    default:
        return transformer(&sizes, &block, x, target);
    }
}

static size_t adjoints(double **at)
{
    *at = inputs_adj;
    return PARAMETERS;
}

const Work transformer_work = {
    "transformer", "a transformer block, 32 positions of width 32, 4 heads, 128 hidden units", 32, curve,
    draw_inputs, run, adjoints
};
