#include "lstm.h"

#include <math.h>
#include <stdlib.h>

/*
 * Gradient of lstm, by hand.
 *
 * What makes it fast:
 * - Of each unit and step the four gates, the cell and its tanh are kept: no exp or tanh is computed again.  Outputs are
 *   written where they are kept; the next step and the layer above read them there.
 * - A gate's adjoint takes the place of the gate.
 * - The loss goes backward at once, step by step: the softmax is its exp's.
 * - Weights get their adjoints after the backward sweep, as one matrix product over all steps, four steps at a time: a row
 *   of the adjoint is read and written a quarter as often as by one outer product per step, and stays in the first-level cache.
 * - Products with a transposed matrix add four rows at a time, with unit stride.
 */

/* What is kept of a layer: rows of `units` for each step. */
typedef struct Kept {
    double *gates;    /* 4 units: in, forget, new, out; in the backward pass their adjoints */
    double *cells;    /* one row more, the first of them zeros, as of the outputs */
    double *tanhs;
    double *outputs;
} Kept;

static double sigmoid(double x)
{
    return 1.0 / (1.0 + exp(-x));
}

static Kept new_kept(int units, int steps)
{
    size_t row = (size_t)units;
    size_t rows = (size_t)steps;
    double *block = malloc((7 * rows + 2) * row * sizeof *block);
    Kept kept = {block, block + 4 * rows * row, NULL, NULL};

    if (!block)
        abort();
    kept.outputs = kept.cells + (rows + 1) * row;
    kept.tanhs = kept.outputs + (rows + 1) * row;
    for (int i = 0; i < units; i++) {
        kept.cells[i] = 0.0;
        kept.outputs[i] = 0.0;
    }
    return kept;
}

static void step(int inputs, int units, const double *restrict weights, const double *restrict bias,
                 const double *restrict input, const double *restrict last_output, const double *restrict last_cell,
                 double *restrict gates, double *restrict cell, double *restrict tanhs, double *restrict output)
{
    int width = inputs + units;

    for (int i = 0; i < 4 * units; i++) {
        double sum = bias[i];

        for (int j = 0; j < inputs; j++)
            sum += weights[i * width + j] * input[j];
        for (int j = 0; j < units; j++)
            sum += weights[i * width + inputs + j] * last_output[j];
        gates[i] = sum;
    }
    for (int i = 0; i < units; i++) {
        gates[i] = sigmoid(gates[i]);
        gates[units + i] = sigmoid(gates[units + i]);
        gates[2 * units + i] = tanh(gates[2 * units + i]);
        gates[3 * units + i] = sigmoid(gates[3 * units + i]);
        cell[i] = gates[units + i] * last_cell[i] + gates[i] * gates[2 * units + i];
        tanhs[i] = tanh(cell[i]);
        output[i] = gates[3 * units + i] * tanhs[i];
    }
}

/* From the adjoints of a step's output and cell to those of its gates (in their place) and of the cell before. */
static void gates_adjoint(int units, const double *restrict last_cell, const double *restrict tanhs,
                          const double *restrict output_adj, double *restrict gates, double *restrict cell_adj)
{
    for (int i = 0; i < units; i++) {
        double in = gates[i];
        double forget = gates[units + i];
        double new = gates[2 * units + i];
        double out = gates[3 * units + i];
        double adj = cell_adj[i] + output_adj[i] * out * (1.0 - tanhs[i] * tanhs[i]);

        gates[i] = adj * new * in * (1.0 - in);
        gates[units + i] = adj * last_cell[i] * forget * (1.0 - forget);
        gates[2 * units + i] = adj * in * (1.0 - new * new);
        gates[3 * units + i] = output_adj[i] * tanhs[i] * out * (1.0 - out);
        cell_adj[i] = adj * forget;
    }
}

/* out[cols] += W^T z, where the rows of W are `stride` apart; four rows at a time. */
static void add_transposed(int rows, int cols, int stride, const double *restrict W, const double *restrict z,
                           double *restrict out)
{
    int i = 0;

    for (; i + 4 <= rows; i += 4, W += 4 * stride)
        for (int j = 0; j < cols; j++)
            out[j] += z[i] * W[j] + z[i + 1] * W[stride + j] + z[i + 2] * W[2 * stride + j] + z[i + 3] * W[3 * stride + j];
    for (; i < rows; i++, W += stride)
        for (int j = 0; j < cols; j++)
            out[j] += z[i] * W[j];
}

/* row[cols] += the sum over steps of z[t zs] x[t cols ..]; four steps at a time. */
static void add_products(int steps, int cols, const double *restrict z, int zs, const double *restrict x,
                         double *restrict row)
{
    int t = 0;

    for (; t + 4 <= steps; t += 4, x += 4 * cols) {
        double z0 = z[t * zs], z1 = z[(t + 1) * zs], z2 = z[(t + 2) * zs], z3 = z[(t + 3) * zs];

        for (int j = 0; j < cols; j++)
            row[j] += z0 * x[j] + z1 * x[cols + j] + z2 * x[2 * cols + j] + z3 * x[3 * cols + j];
    }
    for (; t < steps; t++, x += cols)
        for (int j = 0; j < cols; j++)
            row[j] += z[t * zs] * x[j];
}

static void weights_adjoint(int steps, const Layer *layer, const Kept *kept, const double *restrict input,
                            double *restrict weights_adj, double *restrict bias_adj)
{
    int units = layer->units;
    int width = layer->inputs + units;

    for (int i = 0; i < 4 * units; i++) {
        const double *z = kept->gates + i;
        double sum = 0.0;

        add_products(steps, layer->inputs, z, 4 * units, input, &weights_adj[i * width]);
        add_products(steps, units, z, 4 * units, kept->outputs, &weights_adj[i * width + layer->inputs]);
        for (int t = 0; t < steps; t++)
            sum += z[t * 4 * units];
        bias_adj[i] += sum;
    }
}

/* The loss of one step; leaves its derivative by the scores in their place. */
static double cross_entropy(int n, double *restrict scores, int target, double factor)
{
    double max = scores[0];
    double sum = 0.0;

    for (int i = 1; i < n; i++)
        max = fmax(max, scores[i]);

    double of_target = scores[target];
    for (int i = 0; i < n; i++) {
        scores[i] = exp(scores[i] - max);
        sum += scores[i];
    }
    for (int i = 0; i < n; i++)
        scores[i] *= factor / sum;
    scores[target] -= factor;
    return log(sum) + max - of_target;
}

static void forward(const Layer *layer, int t, const double *input, const Kept *kept)
{
    long units = layer->units;

    step(layer->inputs, layer->units, layer->weights, layer->bias, input, kept->outputs + t * units,
         kept->cells + t * units, kept->gates + 4 * t * units, kept->cells + (t + 1) * units, kept->tanhs + t * units,
         kept->outputs + (t + 1) * units);
}

double lstm_hand(const Network *restrict net, int steps, const double *restrict x, const int *restrict labels,
                 Network *restrict net_adj)
{
    const Layer *first = &net->first;
    const Layer *second = &net->second;
    int classes = net->classes;
    long n1 = first->units;
    long n2 = second->units;
    Kept kept1 = new_kept(first->units, steps);
    Kept kept2 = new_kept(second->units, steps);
    double *scores = malloc((size_t)steps * (size_t)classes * sizeof *scores);
    double *work = calloc((size_t)(2 * n1 + 2 * n2), sizeof *work);
    double *cell1_adj = work;
    double *output1_adj = cell1_adj + n1;
    double *cell2_adj = output1_adj + n1;
    double *output2_adj = cell2_adj + n2;
    double loss = 0.0;

    /* forward; of the loss also backward */
    for (int t = 0; t < steps; t++) {
        double *score = scores + (long)t * classes;
        const double *output = kept2.outputs + (t + 1) * n2;

        forward(first, t, &x[t * first->inputs], &kept1);
        forward(second, t, kept1.outputs + (t + 1) * n1, &kept2);
        for (int i = 0; i < classes; i++) {
            double sum = net->out_bias[i];

            for (int j = 0; j < n2; j++)
                sum += net->out[i * n2 + j] * output[j];
            score[i] = sum;
        }
        loss += cross_entropy(classes, score, labels[t], 1.0 / steps);
    }

    /* backward */
    for (int t = steps - 1; t >= 0; t--) {
        double *gates1 = kept1.gates + 4 * t * n1;
        double *gates2 = kept2.gates + 4 * t * n2;
        int width1 = first->inputs + first->units;
        int width2 = second->inputs + second->units;

        add_transposed(classes, second->units, second->units, net->out, scores + (long)t * classes, output2_adj);
        gates_adjoint(second->units, kept2.cells + t * n2, kept2.tanhs + t * n2, output2_adj, gates2, cell2_adj);
        add_transposed(4 * second->units, second->inputs, width2, second->weights, gates2, output1_adj);
        for (int i = 0; i < n2; i++)
            output2_adj[i] = 0.0;
        add_transposed(4 * second->units, second->units, width2, second->weights + second->inputs, gates2, output2_adj);
        gates_adjoint(first->units, kept1.cells + t * n1, kept1.tanhs + t * n1, output1_adj, gates1, cell1_adj);
        for (int i = 0; i < n1; i++)
            output1_adj[i] = 0.0;
        add_transposed(4 * first->units, first->units, width1, first->weights + first->inputs, gates1, output1_adj);
    }
    weights_adjoint(steps, first, &kept1, x, net_adj->first.weights, net_adj->first.bias);
    weights_adjoint(steps, second, &kept2, kept1.outputs + n1, net_adj->second.weights, net_adj->second.bias);
    for (int i = 0; i < classes; i++) {
        double sum = 0.0;

        add_products(steps, second->units, scores + i, classes, kept2.outputs + n2, &net_adj->out[i * n2]);
        for (int t = 0; t < steps; t++)
            sum += scores[(long)t * classes + i];
        net_adj->out_bias[i] += sum;
    }
    free(kept1.gates);
    free(kept2.gates);
    free(scores);
    free(work);
    return loss / steps;
}
