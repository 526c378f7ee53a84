#include "gmm.h"
#include "gmm_grad.h"
#include "work.h"

#include <stdlib.h>

enum { D = 10, K = 10, EACH = D * (D + 1) / 2, INPUTS = K + K * D + K * EACH };

static const int     curve[] = {100, 300, 1000, 3000, 10000, 0};
static const Wishart prior = {1.0, 0};

static int     points;
static double  inputs[INPUTS], inputs_adj[INPUTS];   /* alphas, means, icf */
static double *x;

static void draw_inputs(int size)
{
    points = size;
    free(x);
    x = malloc((size_t)points * D * sizeof *x);
    draw_from(1);
    for (int i = 0; i < INPUTS; i++)
        inputs[i] = draw(-1.0, 1.0);
    for (int i = 0; i < points * D; i++)
        x[i] = draw(-2.0, 2.0);
}

static double run(Column column)
{
    const double *means = inputs + K;
    const double *icf = means + K * D;
    double *means_adj = inputs_adj + K;
    double *icf_adj = means_adj + K * D;

    switch (column) {
    case HAND:
        return gmm_hand(points, D, K, inputs, means, icf, x, prior, inputs_adj, means_adj, icf_adj);
    case ADGEN:
        return gmm_grad(points, D, K, inputs, means, icf, x, prior, inputs_adj, means_adj, icf_adj);
    default:
        return gmm(points, D, K, inputs, means, icf, x, prior);
    }
}

static size_t adjoints(double **at)
{
    *at = inputs_adj;
    return INPUTS;
}

const Work gmm_work = {
    "gmm", "likelihood of a mixture of 10 Gaussians in 10 dimensions, 1,000 points", 1000, curve,
    draw_inputs, run, adjoints
};
