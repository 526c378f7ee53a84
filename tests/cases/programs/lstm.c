#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Weights as one flat vector: for each gate a matrix of hidden x (in + hidden), and a bias. */
struct lstm {
    int in, hidden;
    const double *params;
};

enum gate { INPUT, FORGET, OUTPUT, CELL, GATES };

#define SIGMOID(x) (1.0 / (1.0 + exp(-(x))))

static int stride(const struct lstm *l) { return l->hidden * (l->in + l->hidden + 1); }

static const double *gate_of(const struct lstm *l, enum gate g) { return l->params + (int)g * stride(l); }

static double affine(const struct lstm *l, const double *w, int row, const double *x, const double *h)
{
    const double *r = w + row * (l->in + l->hidden + 1);
    double z = 0.0;
    for (int i = 0; i < l->in; i++)
        z += *r++ * x[i];
    for (int i = 0; i < l->hidden; i++)
        z += *r++ * h[i];
    return z + *r;
}

static void lstm_step(const struct lstm *l, const double *x, const double *h, double *c, double *h_next)
{
    for (int j = 0; j < l->hidden; j++) {
        double i = SIGMOID(affine(l, gate_of(l, INPUT), j, x, h));
        double f = SIGMOID(1.0 + affine(l, gate_of(l, FORGET), j, x, h));
        double o = SIGMOID(affine(l, gate_of(l, OUTPUT), j, x, h));
        double g = tanh(affine(l, gate_of(l, CELL), j, x, h));
        c[j] = f * c[j] + i * g;
        h_next[j] = o * tanh(c[j]);
    }
}

/* The squared error of predicting each row of the sequence from those before it; decode is hidden weights an input. */
ADGEN_GRAD(params, decode)
double lstm_loss(int in, int hidden, const double *params, const double *decode, int length, const double *sequence)
{
    struct lstm net = {in, hidden, params};
    size_t bytes = (size_t)hidden * sizeof(double);
    double *h = calloc((size_t)hidden + 1, sizeof(double)), *next = malloc(bytes + 1), *c = malloc(bytes + 1);
    double loss = 0.0;

    if (h == NULL || next == NULL || c == NULL)
        exit(EXIT_FAILURE);
    memset(c, 0, bytes);
    for (int t = 0; t + 1 < length; t++) {
        const double *now = sequence + t * in, *then = now + in;

        lstm_step(&net, now, h, c, next);
        { double *swap = h; h = next; next = swap; }
        for (int i = 0; i < in; i++) {
            double y = 0.0;
            for (int j = 0; j < hidden; j++)
                y += decode[i * hidden + j] * h[j];
            loss += (y - then[i]) * (y - then[i]);
        }
    }
    free(c);
    free(next);
    free(h);
    return length > 1 ? loss / (length - 1) : loss;
}

/*
 * check: an LSTM: gates by an enumeration into a flat vector, running pointers into weights, state swapped by pointers
 * check-gradient: lstm_loss(1, 1, zeros(12), {1.0}, 0, zeros(0))
 * check-gradient: lstm_loss(1, 1, zeros(12), {1.0}, 2, {0.5, 1.0})
 * check-value: return = 1
 * check-value: params[9] = -2.0 * 0.5 * 0.5 * 0.5
 * check-value: params[11] = -2.0 * 0.5 * 0.5
 * check-gradient: lstm_loss(2, 0, zeros(0), zeros(0), 3, random(6, -1, 1))
 * check-gradient: lstm_loss(2, 3, random(72, -1, 1), random(6, -1, 1), 4, random(8, -1, 1))
 */
