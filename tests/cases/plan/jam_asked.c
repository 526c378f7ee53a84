#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Rows of which each is `gap` longer than what is read of it: or shorter, and they overlap. */
ADGEN_NOALIAS ADGEN_GRAD()
double rows(int n, int m, int gap, const double *A, const double *x)
{
    double all = 0.0;

    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i * (m + gap) + j] * x[j];
        all += sum * sum;
    }
    return all;
}

typedef struct Layer {
    int     inputs, units;
    double *weights;
} Layer;

/* Weights of what comes in, and of what there was, side by side. */
ADGEN_GRAD(layer)
double step(const Layer *layer, const double *input, const double *old)
{
    int     width = layer->inputs + layer->units;
    double *in = malloc((size_t)layer->inputs * sizeof *in + 1), *was = malloc((size_t)layer->units * sizeof *was + 1), all = 0.0;

    for (int j = 0; j < layer->inputs; j++)
        in[j] = input[j] * layer->weights[j];
    for (int j = 0; j < layer->units; j++)
        was[j] = old[j] * layer->weights[j];
    for (int i = 0; i < layer->units; i++) {
        double sum = 0.0;

        for (int j = 0; j < layer->inputs; j++)
            sum += layer->weights[i * width + j] * in[j];
        for (int j = 0; j < layer->units; j++)
            sum += layer->weights[i * width + layer->inputs + j] * was[j];
        all += sin(sum);
    }
    free(in);
    free(was);
    return all;
}

/* Always longer. */
ADGEN_NOALIAS ADGEN_GRAD()
double framed(int n, int m, const double *A, const double *x)
{
    double all = 0.0;

    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 1; j <= m; j++)
            sum += A[i * (m + 2) + j] * x[m - j];
        all += sum * sum;
    }
    return all;
}

/*
 * check: whether rows overlap is asked when it runs where sizes that are no less than zero keep them apart
 * check-gradient: rows(6, 3, 0, random(18, -1, 1), random(3, -1, 1))
 * check-gradient: rows(9, 3, 2, random(45, -1, 1), random(3, -1, 1))
 * check-gradient: rows(9, 3, -1, random(19, -1, 1), random(3, -1, 1))
 * check-gradient: rows(5, 3, -2, random(8, -1, 1), random(3, -1, 1))
 * check-gradient: rows(5, 3, -3, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: step({{3, 6, random(54, -1, 1)}}, random(3, -1, 1), random(6, -1, 1))
 * check-gradient: step({{0, 5, random(25, -1, 1)}}, NULL, random(5, -1, 1))
 * check-gradient: step({{3, 0, random(3, -1, 1)}}, random(3, -1, 1), NULL)
 * check-gradient: framed(6, 3, random(30, -1, 1), random(3, -1, 1))
 * check-has: int whole = gap >= 0 ? n / 4 * 4 : 0;
              for (int i = 0; i < whole; i += 4) {
 * check-has: for (int i = whole; i < n; i++) {
 * check-has: int whole = width >= layer->units && width >= layer->inputs ? layer->units / 4 * 4 : 0;
 * check-has: A_adj[(i + 3) * (m + 2) + j] += sum_adj_4 * x_value;
 * check-count: 4 ADGEN_INDEPENDENT for
 */
