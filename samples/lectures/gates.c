/* Networks for logic gates: a linear unit, and one with a hidden layer. */
#include "gates.h"

#include <adgen/adgen.h>
#include <math.h>

static double logistic(double z)
{
    return 1.0 / (1.0 + exp(-z));
}

double linear_gate(const double *w, double x1, double x2)
{
    return logistic(w[0] * x1 + w[1] * x2 + w[2]);
}

/* w[3 * GATE_HIDDEN]: the hidden units' weights; then an output weight each and a bias. */
double hidden_gate(const double *w, double x1, double x2)
{
    const double *out = w + 3 * GATE_HIDDEN;
    double        z = out[GATE_HIDDEN];

    for (int i = 0; i < GATE_HIDDEN; i++)
        z += out[i] * logistic(w[3 * i] * x1 + w[3 * i + 1] * x2 + w[3 * i + 2]);
    return logistic(z);
}

/* Binary cross-entropy over the four rows of a truth table. */
ADGEN_GRAD(w)
double linear_gate_loss(const double *w, const double *table)
{
    double loss = 0.0;

    for (int row = 0; row < 4; row++) {
        double p = linear_gate(w, row / 2, row % 2);

        loss -= table[row] * log(p) + (1.0 - table[row]) * log(1.0 - p);
    }
    return loss;
}

ADGEN_GRAD(w)
double hidden_gate_loss(const double *w, const double *table)
{
    double loss = 0.0;

    for (int row = 0; row < 4; row++) {
        double p = hidden_gate(w, row / 2, row % 2);

        loss -= table[row] * log(p) + (1.0 - table[row]) * log(1.0 - p);
    }
    return loss;
}
