#include "transformer.h"

#include <math.h>
#include <stdlib.h>

/*
 * Gradient of transformer, by hand.
 *
 * What makes it fast:
 * - Kept are the activations between the operations, each of them once, the weights of the attention and the tanh of the
 *   GELU: no exp, tanh or square root is computed again.
 * - Adjoints of matrices are products with unit stride, four rows at a time; so are products with a transposed matrix, one
 *   row of the result at a time, which stays in the first-level cache.
 * - Residual connections: the adjoint of the stream passes through, and what comes back is added to it.
 * - The adjoint of the GELU's result is turned into that of its argument in place; those of scores live for one position.
 */

static void linear(int rows, int in, int out, const double *restrict W, const double *restrict bias,
                   const double *restrict x, double *restrict y)
{
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < out; i++) {
            double sum = bias ? bias[i] : 0.0;

            for (int j = 0; j < in; j++)
                sum += W[i * in + j] * x[r * in + j];
            y[r * out + i] = sum;
        }
}

/* x_adj[in] = W^T y_adj[out], four rows of W at a time. */
static void row_adjoint(int in, int out, const double *restrict W, const double *restrict y_adj, double *restrict x_adj)
{
    int i = 0;

    for (int j = 0; j < in; j++)
        x_adj[j] = 0.0;
    for (; i + 4 <= out; i += 4, W += 4 * in)
        for (int j = 0; j < in; j++)
            x_adj[j] += y_adj[i] * W[j] + y_adj[i + 1] * W[in + j] + y_adj[i + 2] * W[2 * in + j]
                      + y_adj[i + 3] * W[3 * in + j];
    for (; i < out; i++, W += in)
        for (int j = 0; j < in; j++)
            x_adj[j] += y_adj[i] * W[j];
}

/* W_adj += y_adj^T x, four positions at a time. */
static void weights_adjoint(int rows, int in, int out, const double *restrict x, const double *restrict y_adj,
                            double *restrict W_adj)
{
    for (int i = 0; i < out; i++) {
        double *restrict row = W_adj + (long)i * in;
        int r = 0;

        for (; r + 4 <= rows; r += 4) {
            const double *restrict x4 = x + (long)r * in;
            double a = y_adj[r * out + i], b = y_adj[(r + 1) * out + i];
            double c = y_adj[(r + 2) * out + i], d = y_adj[(r + 3) * out + i];

            for (int j = 0; j < in; j++)
                row[j] += a * x4[j] + b * x4[in + j] + c * x4[2 * in + j] + d * x4[3 * in + j];
        }
        for (; r < rows; r++)
            for (int j = 0; j < in; j++)
                row[j] += y_adj[r * out + i] * x[r * in + j];
    }
}

/* x_adj = , W_adj += , and bias_adj += , unless it is NULL. */
static void linear_adjoint(int rows, int in, int out, const double *restrict W, const double *restrict x,
                           const double *restrict y_adj, double *restrict W_adj, double *restrict bias_adj,
                           double *restrict x_adj)
{
    for (int r = 0; r < rows; r++)
        row_adjoint(in, out, W, y_adj + (long)r * out, x_adj + (long)r * in);
    weights_adjoint(rows, in, out, x, y_adj, W_adj);
    if (bias_adj)
        for (int r = 0; r < rows; r++)
            for (int i = 0; i < out; i++)
                bias_adj[i] += y_adj[r * out + i];
}

/* Also keeps the normalized x and its scale. */
static void layer_norm(int rows, int width, const double *restrict gain, const double *restrict bias,
                       const double *restrict x, double *restrict y, double *restrict normal, double *restrict scales)
{
    for (int r = 0; r < rows; r++) {
        double mean = 0.0;
        double variance = 0.0;

        for (int i = 0; i < width; i++)
            mean += x[r * width + i];
        mean /= width;
        for (int i = 0; i < width; i++)
            variance += (x[r * width + i] - mean) * (x[r * width + i] - mean);
        scales[r] = 1.0 / sqrt(variance / width + 1e-5);
        for (int i = 0; i < width; i++) {
            normal[r * width + i] = (x[r * width + i] - mean) * scales[r];
            y[r * width + i] = normal[r * width + i] * gain[i] + bias[i];
        }
    }
}

/* gain_adj, bias_adj += ; where x is a variable, x_adj += . */
static void layer_norm_adjoint(int rows, int width, const double *restrict gain, const double *restrict normal,
                               const double *restrict scales, const double *restrict y_adj, double *restrict gain_adj,
                               double *restrict bias_adj, double *restrict x_adj)
{
    for (int r = 0; r < rows; r++, normal += width, y_adj += width) {
        double mean = 0.0;
        double product = 0.0;

        for (int i = 0; i < width; i++) {
            gain_adj[i] += y_adj[i] * normal[i];
            bias_adj[i] += y_adj[i];
        }
        if (!x_adj)
            continue;
        for (int i = 0; i < width; i++) {
            mean += y_adj[i] * gain[i];
            product += y_adj[i] * gain[i] * normal[i];
        }
        mean /= width;
        product /= width;
        for (int i = 0; i < width; i++)
            x_adj[r * width + i] += scales[r] * (y_adj[i] * gain[i] - mean - normal[i] * product);
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

/* Keeps weights[heads][length][length], the lower triangles. */
static void attention(int length, int width, int heads, const double *restrict q, const double *restrict k,
                      const double *restrict v, double *restrict y, double *restrict weights)
{
    int size = width / heads;
    double root = sqrt(size);

    for (int h = 0; h < heads; h++)
        for (int t = 0; t < length; t++, weights += length) {
            const double *query = q + t * width + h * size;

            for (int s = 0; s <= t; s++) {
                const double *key = k + s * width + h * size;
                double dot = 0.0;

                for (int i = 0; i < size; i++)
                    dot += query[i] * key[i];
                weights[s] = dot / root;
            }
            softmax(t + 1, weights);
            for (int i = 0; i < size; i++) {
                double sum = 0.0;

                for (int s = 0; s <= t; s++)
                    sum += weights[s] * v[s * width + h * size + i];
                y[t * width + h * size + i] = sum;
            }
        }
}

/* One position of one head, the adjoints of whose scores are to lie in scores_adj. */
static void position_adjoint(int seen, int size, int stride, double factor, const double *restrict query,
                             const double *restrict k, const double *restrict v, const double *restrict weights,
                             const double *restrict y_adj, double *restrict scores_adj, double *restrict query_adj,
                             double *restrict k_adj, double *restrict v_adj)
{
    double mean = 0.0;

    for (int s = 0; s < seen; s++) {
        double sum = 0.0;

        for (int i = 0; i < size; i++) {
            sum += y_adj[i] * v[s * stride + i];
            v_adj[s * stride + i] += weights[s] * y_adj[i];
        }
        scores_adj[s] = sum;
        mean += weights[s] * sum;
    }
    for (int s = 0; s < seen; s++) {
        double score_adj = weights[s] * (scores_adj[s] - mean) * factor;

        for (int i = 0; i < size; i++) {
            query_adj[i] += score_adj * k[s * stride + i];
            k_adj[s * stride + i] += score_adj * query[i];
        }
    }
}

/* gelu(x), and the tanh in it. */
static double gelu(double x, double *tanh_kept)
{
    *tanh_kept = tanh(0.7978845608028654 * (x + 0.044715 * x * x * x));
    return 0.5 * x * (1.0 + *tanh_kept);
}

static double gelu_derivative(double x, double t)
{
    return 0.5 * (1.0 + t) + 0.5 * x * (1.0 - t * t) * 0.7978845608028654 * (1.0 + 3.0 * 0.044715 * x * x);
}

/* out += more */
static void add(size_t n, const double *restrict more, double *restrict out)
{
    for (size_t i = 0; i < n; i++)
        out[i] += more[i];
}

double transformer_hand(const Sizes *restrict sizes, const Block *restrict block, const double *restrict x,
                        const double *restrict target, Block *restrict block_adj)
{
    int length = sizes->length;
    int width = sizes->width;
    int heads = sizes->heads;
    int hidden = sizes->hidden;
    int size = width / heads;
    size_t n = (size_t)length * (size_t)width;
    size_t m = (size_t)length * (size_t)hidden;
    size_t pairs = (size_t)heads * (size_t)length * (size_t)length;
    double *work = calloc(16 * n + 4 * m + pairs + 3 * (size_t)length, sizeof *work);
    double *normal1 = work, *in1 = work + n, *q = work + 2 * n, *k = work + 3 * n, *v = work + 4 * n;
    double *seen = work + 5 * n, *stream = work + 6 * n, *normal2 = work + 7 * n, *in2 = work + 8 * n;
    double *outer = work + 9 * n, *stream_adj = work + 10 * n, *in_adj = work + 11 * n, *more_adj = work + 12 * n;
    double *q_adj = work + 13 * n, *k_adj = work + 14 * n, *v_adj = work + 15 * n;
    double *inner = work + 16 * n, *active = inner + m, *tanhs = inner + 2 * m, *active_adj = inner + 3 * m;
    double *weights = inner + 4 * m, *scales1 = weights + pairs, *scales2 = scales1 + length;
    double *scores_adj = scales2 + length;
    double loss = 0.0;
    double loss_adj = 1.0 / (length * width);

    /* forward */
    layer_norm(length, width, block->norm1_gain, block->norm1_bias, x, in1, normal1, scales1);
    linear(length, width, width, block->query, NULL, in1, q);
    linear(length, width, width, block->key, NULL, in1, k);
    linear(length, width, width, block->value, NULL, in1, v);
    attention(length, width, heads, q, k, v, seen, weights);
    linear(length, width, width, block->project, NULL, seen, stream);
    add(n, x, stream);
    layer_norm(length, width, block->norm2_gain, block->norm2_bias, stream, in2, normal2, scales2);
    linear(length, width, hidden, block->up, block->up_bias, in2, inner);
    for (size_t i = 0; i < m; i++)
        active[i] = gelu(inner[i], &tanhs[i]);
    linear(length, hidden, width, block->down, block->down_bias, active, outer);
    for (size_t i = 0; i < n; i++) {
        double error = stream[i] + outer[i] - target[i];

        loss += error * error;
        stream_adj[i] = 2.0 * error * loss_adj;
    }

    /* backward */
    linear_adjoint(length, hidden, width, block->down, active, stream_adj, block_adj->down, block_adj->down_bias,
                   active_adj);
    for (size_t i = 0; i < m; i++)
        active_adj[i] *= gelu_derivative(inner[i], tanhs[i]);
    linear_adjoint(length, width, hidden, block->up, in2, active_adj, block_adj->up, block_adj->up_bias, in_adj);
    layer_norm_adjoint(length, width, block->norm2_gain, normal2, scales2, in_adj, block_adj->norm2_gain,
                       block_adj->norm2_bias, stream_adj);
    linear_adjoint(length, width, width, block->project, seen, stream_adj, block_adj->project, NULL, in_adj);
    for (int h = 0; h < heads; h++)
        for (int t = 0; t < length; t++) {
            long at = (long)t * width + h * size;
            long first = (long)h * size;

            position_adjoint(t + 1, size, width, 1.0 / sqrt(size), q + at, k + first, v + first,
                             weights + ((long)h * length + t) * length, in_adj + at, scores_adj, q_adj + at,
                             k_adj + first, v_adj + first);
        }
    linear_adjoint(length, width, width, block->query, in1, q_adj, block_adj->query, NULL, in_adj);
    linear_adjoint(length, width, width, block->key, in1, k_adj, block_adj->key, NULL, more_adj);
    add(n, more_adj, in_adj);
    linear_adjoint(length, width, width, block->value, in1, v_adj, block_adj->value, NULL, more_adj);
    add(n, more_adj, in_adj);
    layer_norm_adjoint(length, width, block->norm1_gain, normal1, scales1, in_adj, block_adj->norm1_gain,
                       block_adj->norm1_bias, NULL);
    free(work);
    return loss / (length * width);
}
