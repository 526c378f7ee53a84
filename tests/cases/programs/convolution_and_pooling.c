#include <adgen/adgen.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

struct image { int channels, height, width; double *data; };

#define PIXEL(im, c, y, x) ((im)->data[((c) * (im)->height + (y)) * (im)->width + (x)])

static struct image new_image(int channels, int height, int width)
{
    struct image im = {channels, height, width, NULL};
    im.data = calloc((size_t)(channels * height * width), sizeof *im.data);
    if (!im.data)
        abort();
    return im;
}

/* Kernels of k x k, zeros around the image, a rectifier behind. */
static void convolve(const struct image *in, const double *kernel, const double *bias, int k, struct image *out)
{
    int half = k / 2;

    for (int o = 0; o < out->channels; o++)
        for (int y = 0; y < out->height; y++)
            for (int x = 0; x < out->width; x++) {
                double sum = bias[o];
                for (int c = 0; c < in->channels; c++)
                    for (int dy = -half; dy <= half; dy++) {
                        if (y + dy < 0 || y + dy >= in->height)
                            continue;
                        for (int dx = -half; dx <= half; dx++) {
                            if (x + dx < 0 || x + dx >= in->width)
                                continue;
                            sum += kernel[((o * in->channels + c) * k + dy + half) * k + dx + half]
                                * PIXEL(in, c, y + dy, x + dx);
                        }
                    }
                PIXEL(out, o, y, x) = sum > 0.0 ? sum : 0.01 * sum;
            }
}

static void max_pool(const struct image *in, struct image *out)
{
    for (int c = 0; c < in->channels; c++)
        for (int y = 0; y < out->height; y++)
            for (int x = 0; x < out->width; x++) {
                double best = -DBL_MAX;
                for (int i = 0; i < 4; i++) {
                    double p = PIXEL(in, c, 2 * y + i / 2, 2 * x + i % 2);
                    if (p > best)
                        best = p;
                }
                PIXEL(out, c, y, x) = best;
            }
}

/* Cross entropy of one image: convolution, pooling, a linear layer. */
ADGEN_GRAD(kernel, bias, linear)
double classify(int height, int width, ADGEN_INACTIVE double *pixels, int filters, int k, const double *kernel, const double *bias,
    int classes, const double *linear, int label)
{
    struct image in = {1, height, width, pixels};
    struct image features = new_image(filters, height, width);
    struct image pooled = new_image(filters, height / 2, width / 2);
    int n = filters * (height / 2) * (width / 2);
    double total = 0.0, chosen = 0.0, biggest = -DBL_MAX;
    double *logit = malloc((size_t)classes * sizeof *logit);

    if (!logit)
        abort();
    convolve(&in, kernel, bias, k, &features);
    max_pool(&features, &pooled);
    for (int c = 0; c < classes; c++) {
        const double *w = linear + c * n, *p = pooled.data, *end = p + n;
        double z = 0.0;
        while (p != end)
            z += *w++ * *p++;
        logit[c] = z;
        if (z > biggest)
            biggest = z;
    }
    for (int c = 0; c < classes; c++) {
        total += exp(logit[c] - biggest);
        if (c == label)
            chosen = logit[c];
    }
    free(logit);
    free(pooled.data);
    free(features.data);
    return biggest + log(total) - chosen;
}

/*
 * check: a small convolutional network with blocks in structs that a helper allocates, continue in nested loops
 * check-gradient: classify(2, 2, {1.0, 0.0, 0.0, 0.0}, 1, 1, {1.0}, {0.5}, 1, {2.0}, 0)
 * check-value: return = 0
 * check-gradient: classify(2, 2, {1.0, 0.0, 0.0, 0.0}, 1, 1, {1.0}, {0.5}, 2, {2.0, 0.0}, 0)
 * check-value: linear[0] = -1.5 / (1.0 + exp(3.0))
 * check-value: bias[0] = -2.0 / (1.0 + exp(3.0))
 * check-gradient: classify(4, 4, random(16, 0, 1), 2, 3, random(18, -1, 1), random(2, -1, 1), 3, random(24, -1, 1), 1)
 * check-gradient: classify(3, 5, random(15, 0, 1), 3, 3, random(27, -1, 1), random(3, -1, 1), 2, random(12, -1, 1), 0)
 */
