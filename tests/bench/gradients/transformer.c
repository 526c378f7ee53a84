#include "transformer.h"

#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

static double *new_matrix(int rows, int columns)
{
    return malloc((size_t)rows * (size_t)columns * sizeof(double));
}

/* y[rows][out] = x[rows][in] W^T + bias, where W is out x in and bias may be NULL. */
static void linear(int rows, int in, int out, const double *W, const double *bias, const double *x, double *y)
{
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < out; i++) {
            double sum = bias ? bias[i] : 0.0;

            for (int j = 0; j < in; j++)
                sum += W[i * in + j] * x[r * in + j];
            y[r * out + i] = sum;
        }
}

static void layer_norm(int rows, int width, const double *gain, const double *bias, const double *x, double *y)
{
    for (int r = 0; r < rows; r++) {
        double mean = 0.0;
        double variance = 0.0;
        double scale;

        for (int i = 0; i < width; i++)
            mean += x[r * width + i];
        mean /= width;
        for (int i = 0; i < width; i++)
            variance += (x[r * width + i] - mean) * (x[r * width + i] - mean);
        scale = 1.0 / sqrt(variance / width + 1e-5);
        for (int i = 0; i < width; i++)
            y[r * width + i] = (x[r * width + i] - mean) * scale * gain[i] + bias[i];
    }
}

static void softmax(int n, double *x)
{
    double max = x[0];
    double sum = 0.0;

    for (int i = 1; i < n; i++)
        if (x[i] > max)
            max = x[i];
    for (int i = 0; i < n; i++) {
        x[i] = exp(x[i] - max);
        sum += x[i];
    }
    for (int i = 0; i < n; i++)
        x[i] /= sum;
}

/* Causal: each position sees itself and those before it. */
static void attention(int length, int width, int heads, const double *q, const double *k, const double *v, double *y)
{
    int size = width / heads;
    double *weights = malloc((size_t)length * sizeof *weights);

    for (int h = 0; h < heads; h++)
        for (int t = 0; t < length; t++) {
            const double *query = q + t * width + h * size;

            for (int s = 0; s <= t; s++) {
                const double *key = k + s * width + h * size;
                double dot = 0.0;

                for (int i = 0; i < size; i++)
                    dot += query[i] * key[i];
                weights[s] = dot / sqrt(size);
            }
            softmax(t + 1, weights);
            for (int i = 0; i < size; i++) {
                double sum = 0.0;

                for (int s = 0; s <= t; s++)
                    sum += weights[s] * v[s * width + h * size + i];
                y[t * width + h * size + i] = sum;
            }
        }
    free(weights);
}

static double gelu(double x)
{
    return 0.5 * x * (1.0 + tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)));
}

/* Mean squared error of one transformer block on x[length][width]. */
ADGEN_GRAD(block)
double transformer(const Sizes *sizes, const Block *block, const double *x, const double *target)
{
    int length = sizes->length;
    int width = sizes->width;
    int hidden = sizes->hidden;
    double *normal = new_matrix(length, width);
    double *q = new_matrix(length, width);
    double *k = new_matrix(length, width);
    double *v = new_matrix(length, width);
    double *seen = new_matrix(length, width);
    double *stream = new_matrix(length, width);
    double *inner = new_matrix(length, hidden);
    double *outer = new_matrix(length, width);
    double loss = 0.0;

    layer_norm(length, width, block->norm1_gain, block->norm1_bias, x, normal);
    linear(length, width, width, block->query, NULL, normal, q);
    linear(length, width, width, block->key, NULL, normal, k);
    linear(length, width, width, block->value, NULL, normal, v);
    attention(length, width, sizes->heads, q, k, v, seen);
    linear(length, width, width, block->project, NULL, seen, stream);
    for (int i = 0; i < length * width; i++)
        stream[i] += x[i];

    layer_norm(length, width, block->norm2_gain, block->norm2_bias, stream, normal);
    linear(length, width, hidden, block->up, block->up_bias, normal, inner);
    for (int i = 0; i < length * hidden; i++)
        inner[i] = gelu(inner[i]);
    linear(length, hidden, width, block->down, block->down_bias, inner, outer);
    for (int i = 0; i < length * width; i++) {
        double error = stream[i] + outer[i] - target[i];

        loss += error * error;
    }
    free(normal);
    free(q);
    free(k);
    free(v);
    free(seen);
    free(stream);
    free(inner);
    free(outer);
    return loss / (length * width);
}
