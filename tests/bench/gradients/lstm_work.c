#include "lstm.h"
#include "lstm_grad.h"
#include "work.h"

#include <stdlib.h>

enum {
    INPUTS = 16, UNITS = 32, CLASSES = 10,
    FIRST = 4 * UNITS * (INPUTS + UNITS + 1), SECOND = 4 * UNITS * (2 * UNITS + 1), OUT = CLASSES * (UNITS + 1),
    PARAMETERS = FIRST + SECOND + OUT
};

static const int curve[] = {8, 24, 64, 200, 800, 0};

static int     steps;
static double  inputs[PARAMETERS], inputs_adj[PARAMETERS];
static Network net, net_adj;
static double *x;
static int    *labels;

/* A network whose parameters lie in `at`. */
static Network network(double *at)
{
    Network of = {CLASSES, {INPUTS, UNITS, at, at + 4 * UNITS * (INPUTS + UNITS)}, {UNITS, UNITS, NULL, NULL}, NULL, NULL};

    at += FIRST;
    of.second.weights = at;
    of.second.bias = at + 4 * UNITS * 2 * UNITS;
    at += SECOND;
    of.out = at;
    of.out_bias = at + CLASSES * UNITS;
    return of;
}

static void draw_inputs(int size)
{
    steps = size;
    free(x);
    free(labels);
    x = malloc((size_t)steps * INPUTS * sizeof *x);
    labels = malloc((size_t)steps * sizeof *labels);
    net = network(inputs);
    net_adj = network(inputs_adj);
    draw_from(3);
    for (int i = 0; i < PARAMETERS; i++)
        inputs[i] = draw(-0.3, 0.3);
    for (int i = 0; i < steps * INPUTS; i++)
        x[i] = draw(-1.0, 1.0);
    for (int t = 0; t < steps; t++)
        labels[t] = (int)draw(0.0, CLASSES);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return lstm_hand(&net, steps, x, labels, &net_adj);
    case ADGEN:
        return lstm_grad(&net, steps, x, labels, &net_adj);
    default:
        return lstm(&net, steps, x, labels);
    }
}

static size_t adjoints(double **at)
{
    *at = inputs_adj;
    return PARAMETERS;
}

const Work lstm_work = {
    "lstm", "two LSTM layers of 32 units on 16 inputs, softmax of 10 classes, 64 steps", 64, curve,
    draw_inputs, run, adjoints
};
