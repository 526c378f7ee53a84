/* Losses, and models whose gradients the lectures give as formulas. */
#include "losses.h"

#include <adgen/adgen.h>
#include <math.h>

static double logistic(double z)
{
    return 1.0 / (1.0 + exp(-z));
}

/* Two layers, W[m][n] and v[m]: half the squared error of v' sigma(W x). */
ADGEN_GRAD(W, v)
double two_layers(int m, int n, const double *W, const double *v, const double *x, double y)
{
    double o = 0.0;

    for (int i = 0; i < m; i++) {
        double h = 0.0;

        for (int j = 0; j < n; j++)
            h += W[i * n + j] * x[j];
        o += v[i] * logistic(h);
    }
    return 0.5 * (y - o) * (y - o);
}

/* Logistic regression with binary cross-entropy: targets t[count] are 0 or 1, inputs x[count][d]. */
ADGEN_GRAD(w)
double binary_cross_entropy(int count, int d, const double *w, const double *x, const double *t)
{
    double loss = 0.0;

    for (int n = 0; n < count; n++) {
        double z = 0.0, y;

        for (int j = 0; j < d; j++)
            z += w[j] * x[n * d + j];
        y = logistic(z);
        loss -= t[n] * log(y) + (1.0 - t[n]) * log(1.0 - y);
    }
    return loss;
}

/* Cross-entropy of the softmax of the scores y[k] against the one-hot class. */
ADGEN_GRAD(y)
double cross_entropy(int k, const double *y, int class)
{
    double sum = 0.0;

    for (int i = 0; i < k; i++)
        sum += exp(y[i]);
    return log(sum) - y[class];
}

ADGEN_GRAD(y)
double l2_loss(int k, const double *y, const double *target)
{
    double loss = 0.0;

    for (int i = 0; i < k; i++)
        loss += (target[i] - y[i]) * (target[i] - y[i]);
    return loss;
}

/* Squared distance of the softmax of the scores from the target. */
ADGEN_GRAD(y)
double squared_expectation(int k, const double *y, const double *target)
{
    double sum = 0.0, loss = 0.0;

    for (int i = 0; i < k; i++)
        sum += exp(y[i]);
    for (int i = 0; i < k; i++) {
        double p = exp(y[i]) / sum;

        loss += (target[i] - p) * (target[i] - p);
    }
    return loss;
}

/* By how much the best wrong class comes too near the right one. */
ADGEN_GRAD(y)
double hinge(int k, const double *y, int class)
{
    double worst = -INFINITY;

    for (int j = 0; j < k; j++)
        if (j != class && y[j] - y[class] > worst)
            worst = y[j] - y[class];
    return fmax(0.0, 1.0 + worst);
}

/* Mean squared error of the polynomial w[0] + w[1] x + … + w[degree] x^degree at the points. */
ADGEN_GRAD(w)
double polynomial(int count, int degree, const double *w, const double *x, const double *t)
{
    double loss = 0.0;

    for (int n = 0; n < count; n++) {
        double y = 0.0;

        for (int p = degree; p >= 0; p--)
            y = y * x[n] + w[p];
        loss += (y - t[n]) * (y - t[n]);
    }
    return loss / count;
}
