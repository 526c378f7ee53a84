#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

typedef struct Layer {
    int units, inputs;
    const double *weights;
} Layer;

typedef struct State {
    double *output, *sums;
} State;

/* What bounds the loops is found out in each step, and is the same in all of them. */
static void layer_step(const Layer *layer, const double *input, State *state)
{
    int units = layer->units;
    int width = layer->inputs + units;

    for (int i = 0; i < units; i++) {
        double sum = 0.0;

        for (int j = 0; j < layer->inputs; j++)
            sum += layer->weights[i * width + j] * input[j];
        for (int j = 0; j < units; j++)
            sum += layer->weights[i * width + layer->inputs + j] * state->output[j];
        state->sums[i] = sum;
    }
    for (int i = 0; i < units; i++)
        state->output[i] = tanh(state->sums[i]);
}

static State new_state(int units)
{
    State state;

    state.output = calloc((size_t)units, sizeof *state.output);
    state.sums = calloc((size_t)units, sizeof *state.sums);
    return state;
}

ADGEN_GRAD(a, b)
double two_layers(const Layer *a, const Layer *b, int steps, const double *x)
{
    State first = new_state(a->units), second = new_state(b->units);
    double loss = 0.0;

    for (int t = 0; t < steps; t++) {
        layer_step(a, &x[t * a->inputs], &first);
        layer_step(b, first.output, &second);
        loss += second.output[0] * second.output[0];
    }
    free(first.output);
    free(first.sums);
    free(second.output);
    free(second.sums);
    return loss;
}

/* A pointer that leads nowhere where nothing is done. */
ADGEN_GRAD(x)
double absent(int steps, const Layer *layer, double *x, double y)
{
    double sum = 0.0;

    for (int t = 0; t < steps; t++)
        for (int i = 0; i < layer->units; i++) {
            sum += x[i] * sum * y;
            x[i] = sin(x[i]) + sum;
        }
    return sum + y;
}

static double missing(double y, double *x)
{
    return absent(0, NULL, x, y);
}

ADGEN_GRAD(y)
double none(double y)
{
    double x[1] = {y};

    return missing(y, x) * y;
}

/*
 * check: sizes that a helper finds out in each step; records that bundle pointers
 * check-gradient: two_layers(&{2, 3, random(10, -1, 1)}, &{3, 2, random(15, -1, 1)}, 3, random(9, -1, 1))
 * check-gradient: two_layers(&{1, 1, random(2, -1, 1)}, &{1, 1, random(2, -1, 1)}, 0, random(1, -1, 1))
 * check-gradient: none(2)
 * check-has: first_output_kept[j]
 * check-has: second_output_kept[j]
 * check-omits: adgen_push
 */
