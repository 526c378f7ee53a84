#include "mlp.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mlp_grad.h"

enum { ROUNDS = 15, VARIANTS = 3 };

/* One network with its data. */
typedef struct Net {
    int     n, in, width, layers, out;        /* layers 0: the shallow one */
    size_t  count;                            /* of weights and biases */
    double *x, *y, *w, *adj[VARIANTS];
} Net;

static double *drawn(size_t count, double scale)
{
    static unsigned long long state = 1;
    double                   *v = malloc(count * sizeof *v);

    for (size_t i = 0; i < count; i++) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        v[i] = scale * ((double)(state >> 33) / (1LL << 30) - 1);
    }
    return v;
}

static Net net_new(int n, int in, int width, int layers, int out)
{
    Net    net = {n, in, width, layers, out, 0, NULL, NULL, NULL, {NULL}};
    size_t middle = layers ? (size_t)(layers - 1) * width * width : (size_t)width + out;

    net.count = (size_t)in * width + middle + (size_t)width * out;
    net.x = drawn((size_t)n * in, 1);
    net.y = drawn((size_t)n * out, 1);
    net.w = drawn(net.count, 1 / sqrt(in));
    for (int i = 0; i < VARIANTS; i++)
        net.adj[i] = calloc(net.count, sizeof(double));
    return net;
}

static void net_free(Net *net)
{
    free(net->x);
    free(net->y);
    free(net->w);
    for (int i = 0; i < VARIANTS; i++)
        free(net->adj[i]);
}

/* The primal, the gradient by hand, adgen's. */
static double net_run(const Net *s, int variant)
{
    const double *w = s->w, *b1 = w + (size_t)s->in * s->width, *w2 = b1 + s->width, *b2 = w2 + (size_t)s->width * s->out;
    double       *g = s->adj[variant], *b1_adj = g + (b1 - w), *w2_adj = g + (w2 - w), *b2_adj = g + (b2 - w);

    memset(g, 0, s->count * sizeof *g);
    if (s->layers && variant == 0)
        return deep(s->n, s->in, s->width, s->layers, s->out, s->x, s->y, w);
    if (s->layers)
        return (variant == 1 ? deep_hand : deep_grad)(s->n, s->in, s->width, s->layers, s->out, s->x, s->y, w, g);
    if (variant == 0)
        return shallow(s->n, s->in, s->width, s->out, s->x, s->y, w, b1, w2, b2);
    return (variant == 1 ? shallow_hand : shallow_grad)(s->n, s->in, s->width, s->out, s->x, s->y, w, b1, w2, b2, g, b1_adj,
                                                        w2_adj, b2_adj);
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Largest difference between the two gradients, by the largest element. */
static double net_difference(const Net *net)
{
    double most = 0, off = 0;

    for (size_t i = 0; i < net->count; i++) {
        most = fmax(most, fabs(net->adj[1][i]));
        off = fmax(off, fabs(net->adj[1][i] - net->adj[2][i]));
    }
    return off / most;
}

/* The share of the primal's multiplications that the gradient needs, forward pass included: all but the first layer's for
 * data that nobody asks the derivative of count three times. */
static double net_operations(const Net *s)
{
    double first = (double)s->in * s->width, rest = (s->layers ? (s->layers - 1) * (double)s->width * s->width : 0) + (double)s->width * s->out;

    return (2 * first + 3 * rest) / (first + rest);
}

static int bench(const char *name, Net net)
{
    double times[VARIANTS][ROUNDS], median[VARIANTS], off;

    for (int v = 0; v < VARIANTS; v++)
        net_run(&net, v);
    off = net_difference(&net);
    for (int r = 0; r < ROUNDS; r++)
        for (int v = 0; v < VARIANTS; v++) {
            double start = now();

            net_run(&net, v);
            times[v][r] = now() - start;
        }
    for (int v = 0; v < VARIANTS; v++) {
        qsort(times[v], ROUNDS, sizeof(double), by_size);
        median[v] = times[v][ROUNDS / 2];
    }
    printf("%-34s %9.2f %10.2f %10.2f %10.2f %12.2f %12.1e\n", name, 1e3 * median[0], median[1] / median[0], median[2] / median[0],
           median[2] / median[1], net_operations(&net), off);
    net_free(&net);
    return off < 1e-12 ? 0 : 1;
}

int main(void)
{
    int failed = 0;

    printf("%-34s %9s %10s %10s %10s %12s %12s\n", "network", "primal ms", "hand", "adgen", "adgen/hand", "multiplies", "difference");
    failed |= bench("784-256-10, batch 256", net_new(256, 784, 256, 0, 10));
    failed |= bench("784-512-10, batch 1024", net_new(1024, 784, 512, 0, 10));
    failed |= bench("2048-512-10, batch 512", net_new(512, 2048, 512, 0, 10));
    failed |= bench("784-256-256-10, batch 512", net_new(512, 784, 256, 2, 10));
    failed |= bench("512-512-512-512-512-10, batch 512", net_new(512, 512, 512, 4, 10));
    return failed;
}
