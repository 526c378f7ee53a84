#include <adgen/adgen.h>
#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Layer Layer;
struct Layer {
    size_t inputs, outputs;
    const char *activation;
    const double *weights;      /* outputs x (inputs + 1) */
    double *values;
    Layer *next;
};

typedef struct Network {
    Layer *first, *last;
    size_t layers;
    bool verbose;
} Network;

static Network *network_new(void)
{
    Network *net = malloc(sizeof *net);
    if (net)
        *net = (Network){NULL, NULL, 0, false};
    return net;
}

static int network_add(Network *net, size_t inputs, size_t outputs, const char *activation, const double *weights)
{
    Layer *layer = malloc(sizeof(Layer));

    if (layer == NULL)
        return -1;
    assert(net->last == NULL || net->last->outputs == inputs);
    layer->inputs = inputs;
    layer->outputs = outputs;
    layer->activation = activation;
    layer->weights = weights;
    layer->next = NULL;
    if ((layer->values = calloc(outputs + 1, sizeof(double))) == NULL) {
        free(layer);
        return -1;
    }
    if (net->last)
        net->last->next = layer;
    else
        net->first = layer;
    net->last = layer;
    net->layers++;
    return 0;
}

static void network_free(Network *net)
{
    Layer *layer, *next;

    if (net == NULL)
        return;
    for (layer = net->first; layer != NULL; layer = next) {
        next = layer->next;
        free(layer->values);
        free(layer);
    }
    free(net);
}

static const double *network_run(Network *net, const double *input)
{
    for (Layer *l = net->first; l; l = l->next) {
        const double *w = l->weights;
        for (size_t o = 0; o < l->outputs; o++) {
            double z = *w++;
            for (size_t i = 0; i < l->inputs; i++)
                z += *w++ * input[i];
            if (strcmp(l->activation, "tanh") == 0)
                z = tanh(z);
            else if (!strcmp(l->activation, "softplus"))
                z = log1p(exp(z));
            l->values[o] = z;
        }
        input = l->values;
        if (net->verbose)
            printf("layer %p done\n", (void *)l);
    }
    return input;
}

/* The mean squared error of a network of two hidden layers on pairs (x, y). */
ADGEN_GRAD(weights)
double network_error(size_t inputs, size_t hidden, const double *weights, size_t count, const double *x, const double *y)
{
    Network *net = network_new();
    const double *w = weights;
    double error = 0.0;

    if (net == NULL)
        return -1.0;
    if (network_add(net, inputs, hidden, "tanh", w) != 0)
        goto fail;
    w += hidden * (inputs + 1);
    if (network_add(net, hidden, hidden, "softplus", w) != 0)
        goto fail;
    w += hidden * (hidden + 1);
    if (network_add(net, hidden, 1, "linear", w) != 0)
        goto fail;
    for (size_t k = 0; k < count; k++) {
        const double *out = network_run(net, x + k * inputs);
        error += (out[0] - y[k]) * (out[0] - y[k]);
    }
    network_free(net);
    return count ? error / (double)count : error;
fail:
    network_free(net);
    return -1.0;
}

/*
 * check: an object that is made, filled, run and freed by functions: a list of layers with names of their activations
 * check-gradient: network_error(1, 1, {0.0, 0.0, 0.0, 0.0, 0.5, 1.0}, 0, zeros(0), zeros(0))
 * check-gradient: network_error(1, 1, {0.0, 0.0, 0.0, 0.0, 0.5, 0.0}, 1, {1.0}, {1.0})
 * check-value: return = 0.25
 * check-value: weights[4] = -1
 * check-value: weights[5] = -log(2)
 * check-gradient: network_error(2, 3, random(25, -1, 1), 3, random(6, -1, 1), random(3, -1, 1))
 */
