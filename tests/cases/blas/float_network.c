#include <adgen/adgen.h>
#include <cblas.h>
#include <math.h>

enum { BATCH = 2, IN = 3, HIDDEN = 4, OUT = 3 };

struct layer {
    float w[HIDDEN * HIDDEN];
    float b[HIDDEN];
};

static void forward(const struct layer *layer, int in, int out, const float *x, float *y)
{
    for (int s = 0; s < BATCH; s++)
        cblas_scopy(out, layer->b, 1, y + s * out, 1);
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, BATCH, out, in, 1.0f, x, in, layer->w, out, 1.0f, y, out);
}

/* Cross entropy after a softmax. */
static float entropy(int n, const float *y, int label)
{
    float top = y[cblas_isamax(n, y, 1)], sum = 0.0f;

    for (int i = 0; i < n; i++)
        sum += expf(y[i] - top);
    return logf(sum) + top - y[label];
}

ADGEN_GRAD(layers)
float loss(const struct layer layers[2], const float *x, const int *labels)
{
    float h[BATCH * HIDDEN], y[BATCH * OUT], sum = 0.0f;

    forward(&layers[0], IN, HIDDEN, x, h);
    for (int i = 0; i < BATCH * HIDDEN; i++)
        h[i] = h[i] > 0.0f ? h[i] : 0.1f * h[i];
    forward(&layers[1], HIDDEN, OUT, h, y);
    for (int s = 0; s < BATCH; s++)
        sum += entropy(OUT, y + s * OUT, labels[s]);
    return sum / BATCH;
}

/*
 * check: layers of float that are structs, a leaky ramp, cross entropy, routines called in helper functions
 * check-link: -lopenblas
 * check-gradient: loss({{random(16, -1, 1), random(4, -1, 1)}, {random(16, -1, 1), random(4, -1, 1)}}, random(6, -1, 1), {2, 0})
 * check-header-after: struct layer
 */
