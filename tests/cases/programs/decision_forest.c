#include <adgen/adgen.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

/* Soft decision trees in arrays: node k has the children 2k + 1 and 2k + 2; leaves hold values. */
typedef struct {
    int depth;
    int *feature;
    double *threshold, *steepness, *leaf;
} Tree;

static double gate(double x)
{
    if (x > 30.0) return 1.0;
    if (x < -30.0) return 0.0;
    return 1.0 / (1.0 + exp(-x));
}

/* Breadth first, with a queue of nodes and of the probabilities to come by. */
static double soft_predict(const Tree *t, const double *x, double cut)
{
    int inner = (1 << t->depth) - 1, *queue, head = 0, tail = 0;
    double *chance, y = 0.0;

    queue = malloc((size_t)(2 * inner + 1) * sizeof(int));
    chance = malloc((size_t)(2 * inner + 1) * sizeof(double));
    if (!queue || !chance)
        abort();
    queue[tail] = 0;
    chance[tail++] = 1.0;
    while (head < tail) {
        int node = queue[head];
        double p = chance[head++];

        if (p < cut)
            continue;
        if (node >= inner) {
            y += p * t->leaf[node - inner];
        } else {
            double right = gate(t->steepness[node] * (x[t->feature[node]] - t->threshold[node]));
            queue[tail] = 2 * node + 1;
            chance[tail++] = p * (1.0 - right);
            queue[tail] = 2 * node + 2;
            chance[tail++] = p * right;
        }
    }
    free(chance);
    free(queue);
    return y;
}

static double hard_predict(const Tree *t, const double *x)
{
    int node = 0, inner = (1 << t->depth) - 1;
    while (node < inner)
        node = 2 * node + (x[t->feature[node]] > t->threshold[node] ? 2 : 1);
    return t->leaf[node - inner];
}

/* Boosted loss on rows: Huber's for the soft trees, plus that of the hard ones. */
ADGEN_GRAD(trees)
double forest_loss(int count, const Tree *trees, int rows, int features, const double (*data)[features], const double *target)
{
    double loss = 0.0;

    for (int r = 0; r < rows; r++) {
        double soft = 0.0, hard = 0.0, d;

        for (int k = 0; k < count; k++) {
            soft += soft_predict(trees + k, data[r], 1e-3);
            hard += hard_predict(trees + k, data[r]);
        }
        d = fabs(soft - target[r]);
        loss += d < 0.5 ? d * d : d - 0.25;
        loss += 0.1 * (hard - target[r]) * (hard - target[r]);
    }
    return loss;
}

/*
 * check: decision trees: a queue in malloc'ed blocks, a search down a heap, rows of a matrix of variable width
 * check-header-after: its struct has no tag
 * check-gradient: forest_loss(0, {}, 1, 1, {0.5}, {0.25})
 * check-value: return = 0.0625 * 1.1
 * check-gradient: forest_loss(1, {{0, zeros(0), zeros(0), zeros(0), {0.5}}}, 1, 1, {0.5}, {0.25})
 * check-value: trees[0].leaf[0] = 0.5 + 0.05
 * check-gradient: forest_loss(1, {{1, {0}, {0.3}, {2.0}, {0.5, -0.5}}}, 0, 1, zeros(0), zeros(0))
 * check-gradient: forest_loss(2, {{2, {0, 1, 0}, {0.3, 0.1, 0.7}, {2.0, 90.0, 1.0}, {0.5, -0.5, 0.3, 0.2}}, {1, {1}, {0.4}, {3.0}, {0.1, 0.9}}},
 *     3, 2, random(6, 0, 1), random(3, -1, 1))
 */
