#include "stencil2d.h"
#include "stencil2d_grad.h"
#include "work.h"

#include <stdlib.h>

static const int curve[] = {6, 20, 64, 200, 600, 0};

static int     edge, steps;
static double *inputs, *inputs_adj;   /* u0, then rate */

static void draw_planes(int size)
{
    size_t n = 2 * (size_t)size * (size_t)size;

    edge = size;
    free(inputs);
    free(inputs_adj);
    inputs = malloc(n * sizeof *inputs);
    inputs_adj = calloc(n, sizeof *inputs_adj);
    draw_from(10);
    for (size_t i = 0; i < n / 2; i++)
        inputs[i] = draw(0.0, 1.0);
    for (size_t i = n / 2; i < n; i++)
        inputs[i] = draw(0.01, 0.05);
}

static void draw_inputs(int size)
{
    draw_planes(size);
    steps = 1000;
}

static void draw_large(int size)
{
    draw_planes(size);
    steps = 100;
}

static double run(Column column)
{
    const double *rate = inputs + (long)edge * edge;
    double *rate_adj = inputs_adj + (long)edge * edge;

    switch (column) {
    case HAND:
        return stencil2d_hand(edge, steps, 0.01, inputs, rate, inputs_adj, rate_adj);
    case ADGEN:
        return stencil2d_grad(edge, steps, 0.01, inputs, rate, inputs_adj, rate_adj);
    default:
        return stencil2d(edge, steps, 0.01, inputs, rate);
    }
}

static size_t adjoints(double **at)
{
    *at = inputs_adj;
    return 2 * (size_t)edge * (size_t)edge;
}

const Work stencil2d_work = {
    "stencil2d", "nonlinear diffusion and growth on 64 by 64 points, 1,000 steps", 64, NULL, draw_inputs, run, adjoints
};

const Work stencil2d_large_work = {
    "stencil2d_large", "the same on 512 by 512 points, 100 steps", 512, curve, draw_large, run, adjoints
};
