#include "lstm.h"

#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* What a layer carries from step to step, and room for its gates. */
typedef struct State {
    double *cell;
    double *output;
    double *gates;
} State;

static double sigmoid(double x)
{
    return 1.0 / (1.0 + exp(-x));
}

static State new_state(int units)
{
    State state;

    state.cell = calloc((size_t)units, sizeof *state.cell);
    state.output = calloc((size_t)units, sizeof *state.output);
    state.gates = calloc(4 * (size_t)units, sizeof *state.gates);
    return state;
}

static void free_state(State *state)
{
    free(state->cell);
    free(state->output);
    free(state->gates);
}

/* One step of a layer on `input`. */
static void layer_step(const Layer *layer, const double *input, State *state)
{
    int units = layer->units;
    int width = layer->inputs + units;

    for (int i = 0; i < 4 * units; i++) {
        double sum = layer->bias[i];

        for (int j = 0; j < layer->inputs; j++)
            sum += layer->weights[i * width + j] * input[j];
        for (int j = 0; j < units; j++)
            sum += layer->weights[i * width + layer->inputs + j] * state->output[j];
        state->gates[i] = sum;
    }
    for (int i = 0; i < units; i++) {
        double in = sigmoid(state->gates[i]);
        double forget = sigmoid(state->gates[units + i]);
        double new = tanh(state->gates[2 * units + i]);
        double out = sigmoid(state->gates[3 * units + i]);

        state->cell[i] = forget * state->cell[i] + in * new;
        state->output[i] = out * tanh(state->cell[i]);
    }
}

/* Minus the logarithm of the softmax of `scores` at `target`. */
static double cross_entropy(int n, const double *scores, int target)
{
    double max = scores[0];
    double sum = 0.0;

    for (int i = 1; i < n; i++)
        max = fmax(max, scores[i]);
    for (int i = 0; i < n; i++)
        sum += exp(scores[i] - max);
    return log(sum) + max - scores[target];
}

/* Mean cross entropy of the labels[steps] of a series x[steps][inputs]. */
ADGEN_GRAD(net)
double lstm(const Network *net, int steps, const double *x, const int *labels)
{
    State first = new_state(net->first.units);
    State second = new_state(net->second.units);
    double *scores = malloc((size_t)net->classes * sizeof *scores);
    double loss = 0.0;

    for (int t = 0; t < steps; t++) {
        layer_step(&net->first, &x[t * net->first.inputs], &first);
        layer_step(&net->second, first.output, &second);
        for (int i = 0; i < net->classes; i++) {
            double sum = net->out_bias[i];

            for (int j = 0; j < net->second.units; j++)
                sum += net->out[i * net->second.units + j] * second.output[j];
            scores[i] = sum;
        }
        loss += cross_entropy(net->classes, scores, labels[t]);
    }
    free_state(&first);
    free_state(&second);
    free(scores);
    return loss / steps;
}
