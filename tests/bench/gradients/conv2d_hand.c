#include "conv2d.h"

#include <math.h>
#include <stdlib.h>

/*
 * Gradient of conv2d, by hand.
 *
 * What makes it fast:
 * - The adjoint of a convolution's result lies in rows as long as those of its input, with zeros behind: each entry of a
 *   kernel then has as its adjoint one inner product over a whole channel, and adds one multiple of a whole channel to
 *   the input's adjoint.  Long loops with unit stride instead of many over short rows.
 * - Such an inner product is summed in eight parts, which vectorises where the order of additions is not the compiler's
 *   to choose: it is the derivative's own sum, not one of the primal's.
 * - ReLU and pooling go backward in one: the winner of four is kept as an index, -1 where all are cut off.
 * - Loss and tanh go backward while they go forward.
 */

enum { LANES = 8 };

static double dot(int n, const double *restrict a, const double *restrict b)
{
    double part[LANES] = {0.0};
    double sum = 0.0;
    int i = 0;

    for (; i + LANES <= n; i += LANES)
        for (int l = 0; l < LANES; l++)
            part[l] += a[i + l] * b[i + l];
    for (; i < n; i++)
        sum += a[i] * b[i];
    for (int l = 0; l < LANES; l++)
        sum += part[l];
    return sum;
}

static double sum_of(int n, const double *restrict a)
{
    double part[LANES] = {0.0};
    double sum = 0.0;
    int i = 0;

    for (; i + LANES <= n; i += LANES)
        for (int l = 0; l < LANES; l++)
            part[l] += a[i + l];
    for (; i < n; i++)
        sum += a[i];
    for (int l = 0; l < LANES; l++)
        sum += part[l];
    return sum;
}

static void add_multiple(int n, double factor, const double *restrict a, double *restrict out)
{
    for (int i = 0; i < n; i++)
        out[i] += factor * a[i];
}

/* One channel of the result, its rows `stride` apart. */
static void convolve(int channels, int rows, int columns, int size, const double *restrict kernels, double bias,
                     const double *restrict in, int stride, double *restrict out)
{
    int in_rows = rows + size - 1;
    int in_columns = columns + size - 1;

    for (int r = 0; r < rows; r++)
        for (int c = 0; c < columns; c++) {
            double sum = bias;

            for (int i = 0; i < channels; i++)
                for (int y = 0; y < size; y++)
                    for (int x = 0; x < size; x++)
                        sum += kernels[(i * size + y) * size + x] * in[(i * in_rows + r + y) * in_columns + c + x];
            out[r * stride + c] = sum;
        }
}

/* From out_adj, one channel in rows as long as those of the input, zeros behind; in_adj may be NULL. */
static void convolve_adjoint(int channels, int rows, int columns, int size, const double *restrict kernels,
                             const double *restrict in, const double *restrict out_adj, double *restrict kernels_adj,
                             double *restrict bias_adj, double *restrict in_adj)
{
    int stride = columns + size - 1;
    int plane = (rows + size - 1) * stride;
    int n = rows * stride - size + 1;

    *bias_adj += sum_of(n, out_adj);
    for (int i = 0; i < channels; i++)
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++) {
                int at = (i * size + y) * size + x;
                int from = i * plane + y * stride + x;

                kernels_adj[at] += dot(n, out_adj, in + from);
                if (in_adj)
                    add_multiple(n, kernels[at], out_adj, in_adj + from);
            }
}

/* ReLU and pooling; keeps where each pixel came from, or -1. */
static void pool(int channels, int rows, int columns, int stride, const double *restrict in, double *restrict out,
                 int *restrict from)
{
    for (int i = 0; i < channels; i++)
        for (int r = 0; r < rows / 2; r++)
            for (int c = 0; c < columns / 2; c++) {
                int first = (i * rows + 2 * r) * stride + 2 * c;
                int next[4] = {first, first + 1, first + stride, first + stride + 1};
                double max = 0.0;
                int winner = -1;

                for (int k = 0; k < 4; k++)
                    if (in[next[k]] > max) {
                        max = in[next[k]];
                        winner = next[k];
                    }
                *out++ = max;
                *from++ = winner;
            }
}

double conv2d_hand(const Image *restrict image, const Filter *restrict first, const Filter *restrict second,
                   const double *restrict target, Filter *restrict first_adj, Filter *restrict second_adj)
{
    int rows1 = image->rows - first->size + 1, columns1 = image->columns - first->size + 1;
    int rows2 = rows1 / 2, columns2 = columns1 / 2;
    int rows3 = rows2 - second->size + 1, columns3 = columns2 - second->size + 1;
    int each1 = image->channels * first->size * first->size;
    int each2 = first->channels * second->size * second->size;
    int plane1 = rows1 * image->columns;   /* rows as long as the input's */
    size_t features = (size_t)first->channels * (size_t)plane1;
    size_t pooled = (size_t)first->channels * (size_t)rows2 * (size_t)columns2;
    size_t results = (size_t)rows3 * (size_t)columns2;
    double *work = calloc(features + 2 * pooled + results, sizeof *work);
    double *feature = work;                /* then its adjoint */
    double *pool_value = work + features;
    double *pool_adj = pool_value + pooled;
    double *result = pool_adj + pooled;
    int *from = malloc(pooled * sizeof *from);
    double loss = 0.0;

    /* forward */
    for (int o = 0; o < first->channels; o++)
        convolve(image->channels, rows1, columns1, first->size, first->kernels + o * each1, first->bias[o], image->data,
                 image->columns, feature + (size_t)o * (size_t)plane1);
    pool(first->channels, rows1, columns1, image->columns, feature, pool_value, from);

    /* the second layer, forward and backward */
    for (int o = 0; o < second->channels; o++) {
        convolve(first->channels, rows3, columns3, second->size, second->kernels + o * each2, second->bias[o],
                 pool_value, columns2, result);
        for (int r = 0; r < rows3; r++)
            for (int c = 0; c < columns3; c++) {
                double value = tanh(result[r * columns2 + c]);
                double error = value - *target++;

                loss += error * error;
                result[r * columns2 + c] = 2.0 * error * (1.0 - value * value);
            }
        convolve_adjoint(first->channels, rows3, columns3, second->size, second->kernels + o * each2, pool_value, result,
                         second_adj->kernels + o * each2, &second_adj->bias[o], pool_adj);
    }

    /* backward */
    for (size_t i = 0; i < features; i++)
        feature[i] = 0.0;
    for (size_t i = 0; i < pooled; i++)
        if (from[i] >= 0)
            feature[from[i]] = pool_adj[i];
    for (int o = 0; o < first->channels; o++)
        convolve_adjoint(image->channels, rows1, columns1, first->size, first->kernels + o * each1, image->data,
                         feature + (size_t)o * (size_t)plane1, first_adj->kernels + o * each1, &first_adj->bias[o], NULL);
    free(work);
    free(from);
    return loss;
}
