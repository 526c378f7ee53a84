#include <adgen/adgen.h>
#include <math.h>

#define DIM 4
#define HEADS 2
#define HEAD (DIM / HEADS)
#define MAX_TOKENS 8

struct block {
    float norm_gain[DIM], norm_shift[DIM];
    float query[DIM][DIM], key[DIM][DIM], value[DIM][DIM], out[DIM][DIM];
    float up[2 * DIM][DIM], down[DIM][2 * DIM];
};

static void layer_norm(const float *x, const float *gain, const float *shift, float *y)
{
    float mean = 0.f, var = 0.f;
    for (int i = 0; i < DIM; ++i) mean += x[i];
    mean /= DIM;
    for (int i = 0; i < DIM; ++i) var += (x[i] - mean) * (x[i] - mean);
    var = 1.f / sqrtf(var / DIM + 1e-5f);
    for (int i = 0; i < DIM; ++i) y[i] = gain[i] * (x[i] - mean) * var + shift[i];
}

static void project(const float w[DIM][DIM], const float *x, float *y)
{
    for (int i = 0; i < DIM; ++i) {
        y[i] = 0.f;
        for (int j = 0; j < DIM; ++j) y[i] += w[i][j] * x[j];
    }
}

static void softmax(float *x, int n)
{
    float max = -HUGE_VALF, sum = 0.f;
    for (int i = 0; i < n; ++i) if (x[i] > max) max = x[i];
    for (int i = 0; i < n; ++i) sum += x[i] = expf(x[i] - max);
    for (int i = 0; i < n; ++i) x[i] /= sum;
}

static float gelu(float x)
{
    return 0.5f * x * (1.f + tanhf(0.7978845608f * (x + 0.044715f * x * x * x)));
}

/* Causal self-attention and a feed-forward layer, both added to the tokens x in place. */
ADGEN_VJP()
void transformer_block(const struct block *b, int n, float (*x)[DIM])
{
    float q[MAX_TOKENS][DIM], k[MAX_TOKENS][DIM], v[MAX_TOKENS][DIM], normed[DIM], mixed[DIM], score[MAX_TOKENS];

    if (n > MAX_TOKENS)
        return;
    for (int t = 0; t < n; ++t) {
        layer_norm(x[t], b->norm_gain, b->norm_shift, normed);
        project(b->query, normed, q[t]);
        project(b->key, normed, k[t]);
        project(b->value, normed, v[t]);
    }
    for (int t = 0; t < n; ++t) {
        float sum[DIM] = {0};
        for (int h = 0; h < HEADS; ++h) {
            const float *qh = q[t] + h * HEAD;
            for (int s = 0; s <= t; ++s) {
                score[s] = 0.f;
                for (int i = 0; i < HEAD; ++i) score[s] += qh[i] * k[s][h * HEAD + i];
                score[s] /= sqrtf(HEAD);
            }
            softmax(score, t + 1);
            for (int s = 0; s <= t; ++s)
                for (int i = h * HEAD; i < (h + 1) * HEAD; ++i) sum[i] += score[s] * v[s][i];
        }
        project(b->out, sum, mixed);
        for (int i = 0; i < DIM; ++i) x[t][i] += mixed[i];
    }
    for (int t = 0; t < n; ++t) {
        float wide[2 * DIM];
        layer_norm(x[t], b->norm_gain, b->norm_shift, normed);
        for (int i = 0; i < 2 * DIM; ++i) {
            wide[i] = 0.f;
            for (int j = 0; j < DIM; ++j) wide[i] += b->up[i][j] * normed[j];
            wide[i] = gelu(wide[i]);
        }
        for (int i = 0; i < DIM; ++i)
            for (int j = 0; j < 2 * DIM; ++j) x[t][i] += b->down[i][j] * wide[j];
    }
}

/*
 * check: a transformer's block in float: layer norms, two heads, a softmax with the assignment as a value, in place
 * check-gradient: transformer_block(&{random(4, 0.5, 1), random(4, -1, 1), random(16, -1, 1), random(16, -1, 1), random(16, -1, 1),
 *     random(16, -1, 1), random(32, -1, 1), random(32, -1, 1)}, 0, zeros(0))
 * check-gradient: transformer_block(&{random(4, 0.5, 1), random(4, -1, 1), zeros(16), zeros(16), zeros(16), zeros(16),
 *     zeros(32), zeros(32)}, 1, random(4, -1, 1))
 * check-seed: x[0][0] = 1
 * check-seed: x[0][3] = 4
 * check-value: x[0][0] = 1
 * check-value: x[0][1] = 0
 * check-value: x[0][3] = 4
 * check-gradient: transformer_block(&{random(4, 0.5, 1), random(4, -1, 1), random(16, -1, 1), random(16, -1, 1), random(16, -1, 1),
 *     random(16, -1, 1), random(32, -1, 1), random(32, -1, 1)}, 3, {0.1, 0.9, -0.4, 0.3, 0.8, -0.7, 0.2, 0.1, -0.6, 0.5, 0.4, -0.9})
 * check-within: 1e-3
 */
