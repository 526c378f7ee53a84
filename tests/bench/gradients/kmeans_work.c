#include "kmeans.h"
#include "kmeans_grad.h"
#include "work.h"

#include <stdlib.h>

enum { D = 8, K = 16 };

static const int curve[] = {200, 600, 2000, 6000, 20000, 0};

static int     points;
static double  inputs[K * D], inputs_adj[K * D];   /* the centres */
static double *x;

static void draw_inputs(int size)
{
    points = size;
    free(x);
    x = malloc((size_t)points * D * sizeof *x);
    draw_from(2);
    for (int i = 0; i < K * D; i++)
        inputs[i] = draw(-1.0, 1.0);
    for (int i = 0; i < points * D; i++)
        x[i] = draw(-1.0, 1.0);
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return kmeans_hand(points, D, K, inputs, x, inputs_adj);
    case ADGEN:
        return kmeans_grad(points, D, K, inputs, x, inputs_adj);
    default:
        return kmeans(points, D, K, inputs, x);
    }
}

static size_t adjoints(double **at)
{
    *at = inputs_adj;
    return K * D;
}

const Work kmeans_work = {
    "kmeans", "squared distance of 2,000 points in 8 dimensions to the nearest of 16 centres", 2000, curve,
    draw_inputs, run, adjoints
};
