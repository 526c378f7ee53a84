#include "pendulum.h"
#include "pendulum_grad.h"
#include "work.h"

#include <stdlib.h>

static const int curve[] = {20, 60, 200, 600, 2000, 0};

static int         steps;
static const State start = {0.1, -0.2, 0.0, 0.0};
static double     *inputs, *inputs_adj;   /* the torques */

static void draw_inputs(int size)
{
    steps = size;
    free(inputs);
    free(inputs_adj);
    inputs = malloc((size_t)size * sizeof *inputs);
    inputs_adj = calloc((size_t)size, sizeof *inputs_adj);
    draw_from(14);
    for (int t = 0; t < size; t++)
        inputs[t] = draw(-2.0, 2.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return pendulum_hand(steps, 0.01, start, inputs, inputs_adj);
    case ADGEN:
        return pendulum_grad(steps, 0.01, start, inputs, inputs_adj);
    default:
        return pendulum(steps, 0.01, start, inputs);
    }
}

static size_t adjoints(double **at)
{
    *at = inputs_adj;
    return (size_t)steps;
}

const Work pendulum_work = {
    "pendulum", "torques for a double pendulum, 200 steps by Runge-Kutta", 200, curve, draw_inputs, run, adjoints
};
