#include "conv2d.h"
#include "conv2d_grad.h"
#include "work.h"

#include <stdlib.h>

enum {
    FIRST = 8, SECOND = 16, SIZE = 5,
    KERNELS1 = FIRST * SIZE * SIZE, KERNELS2 = SECOND * FIRST * SIZE * SIZE,
    PARAMETERS = KERNELS1 + FIRST + KERNELS2 + SECOND
};

static double  inputs[PARAMETERS], inputs_adj[PARAMETERS];
static Image   image;
static Filter  first, first_adj, second, second_adj;
static double *target;

/* Two filters whose parameters lie in `at`. */
static void filters_in(double *at, Filter *one, Filter *two)
{
    *one = (Filter){FIRST, SIZE, at, at + KERNELS1};
    *two = (Filter){SECOND, SIZE, at + KERNELS1 + FIRST, at + KERNELS1 + FIRST + KERNELS2};
}

static void draw_inputs(int size)
{
    int edge = (size - SIZE + 1) / 2 - SIZE + 1;
    int targets = SECOND * edge * edge;

    free(image.data);
    free(target);
    image = (Image){1, size, size, malloc((size_t)size * (size_t)size * sizeof(double))};
    target = malloc((size_t)targets * sizeof *target);
    filters_in(inputs, &first, &second);
    filters_in(inputs_adj, &first_adj, &second_adj);
    draw_from(7);
    for (int i = 0; i < PARAMETERS; i++)
        inputs[i] = draw(-0.3, 0.3);
    for (int i = 0; i < size * size; i++)
        image.data[i] = draw(-1.0, 1.0);
    for (int i = 0; i < targets; i++)
        target[i] = draw(-1.0, 1.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return conv2d_hand(&image, &first, &second, target, &first_adj, &second_adj);
    case ADGEN:
        return conv2d_grad(&image, &first, &second, target, &first_adj, &second_adj);
    default:
        return conv2d(&image, &first, &second, target);
    }
}

static size_t adjoints(double **at)
{
    *at = inputs_adj;
    return PARAMETERS;
}

const Work conv2d_work = {
    "conv2d", "two convolutions, 8 and 16 kernels of 5 by 5, with ReLU, pooling and tanh, on 32 by 32 pixels", 32, NULL,
    draw_inputs, run, adjoints
};
