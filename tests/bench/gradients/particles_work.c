#include "particles.h"
#include "particles_grad.h"
#include "work.h"

#include <stdlib.h>

static const int curve[] = {4, 12, 24, 80, 240, 0};

static int     count;
static double *inputs, *inputs_adj, *x0;   /* inputs: masses, then velocities */

static void draw_inputs(int size)
{
    count = size;
    free(inputs);
    free(inputs_adj);
    free(x0);
    inputs = malloc(4 * (size_t)size * sizeof *inputs);
    inputs_adj = calloc(4 * (size_t)size, sizeof *inputs_adj);
    x0 = malloc(3 * (size_t)size * sizeof *x0);
    draw_from(9);
    for (int i = 0; i < size; i++)
        inputs[i] = draw(0.5, 1.5) / size;
    for (int i = 0; i < 3 * size; i++)
        inputs[size + i] = draw(-0.5, 0.5);
    for (int i = 0; i < 3 * size; i++)
        x0[i] = draw(-1.0, 1.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return particles_hand(count, 1.0, inputs, x0, inputs + count, inputs_adj, inputs_adj + count);
    case ADGEN:
        return particles_grad(count, 1.0, inputs, x0, inputs + count, inputs_adj, inputs_adj + count);
    default:
        return particles(count, 1.0, inputs, x0, inputs + count);
    }
}

static size_t adjoints(double **at)
{
    *at = inputs_adj;
    return 4 * (size_t)count;
}

const Work particles_work = {
    "particles", "24 particles that attract one another, in steps that adapt", 24, curve, draw_inputs, run, adjoints
};
