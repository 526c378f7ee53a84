#include "conv2d.h"

#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

static Image new_image(int channels, int rows, int columns)
{
    Image image = {channels, rows, columns, NULL};

    image.data = malloc((size_t)channels * (size_t)rows * (size_t)columns * sizeof *image.data);
    return image;
}

static double *pixel(const Image *image, int channel, int row, int column)
{
    return &image->data[(channel * image->rows + row) * image->columns + column];
}

/* Without a border: the result is smaller by size - 1. */
static Image convolve(const Image *in, const Filter *filter)
{
    int size = filter->size;
    Image out = new_image(filter->channels, in->rows - size + 1, in->columns - size + 1);

    for (int o = 0; o < out.channels; o++)
        for (int r = 0; r < out.rows; r++)
            for (int c = 0; c < out.columns; c++) {
                double sum = filter->bias[o];

                for (int i = 0; i < in->channels; i++)
                    for (int y = 0; y < size; y++)
                        for (int x = 0; x < size; x++)
                            sum += filter->kernels[((o * in->channels + i) * size + y) * size + x]
                                 * *pixel(in, i, r + y, c + x);
                *pixel(&out, o, r, c) = sum;
            }
    return out;
}

/* The largest of each two by two pixels. */
static Image pool(const Image *in)
{
    Image out = new_image(in->channels, in->rows / 2, in->columns / 2);

    for (int i = 0; i < out.channels; i++)
        for (int r = 0; r < out.rows; r++)
            for (int c = 0; c < out.columns; c++) {
                double max = *pixel(in, i, 2 * r, 2 * c);

                for (int k = 1; k < 4; k++) {
                    double value = *pixel(in, i, 2 * r + k / 2, 2 * c + k % 2);

                    if (value > max)
                        max = value;
                }
                *pixel(&out, i, r, c) = max;
            }
    return out;
}

/* Squared error of two convolutions: the first with ReLU and pooling, the second with tanh. */
ADGEN_GRAD(first, second)
double conv2d(const Image *image, const Filter *first, const Filter *second, const double *target)
{
    Image features = convolve(image, first);
    Image pooled;
    Image result;
    double loss = 0.0;
    int n;

    n = features.channels * features.rows * features.columns;
    for (int i = 0; i < n; i++)
        features.data[i] = features.data[i] > 0.0 ? features.data[i] : 0.0;
    pooled = pool(&features);
    result = convolve(&pooled, second);
    n = result.channels * result.rows * result.columns;
    for (int i = 0; i < n; i++) {
        double error = tanh(result.data[i]) - target[i];

        loss += error * error;
    }
    free(features.data);
    free(pooled.data);
    free(result.data);
    return loss;
}
