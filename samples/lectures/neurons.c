/* Single neurons and their activation functions. */
#include "neurons.h"

#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(w)
double sigmoid_neuron(const double w[3], double x0, double x1)
{
    return 1.0 / (1.0 + exp(-(w[0] * x0 + w[1] * x1 + w[2])));
}

/* The sigmoid with slope s. */
ADGEN_GRAD(v)
double sigmoid(double v, double s)
{
    return 1.0 / (1.0 + exp(-s * v));
}

/* The hyperbolic tangent with slope s, by the sigmoid. */
ADGEN_GRAD(v)
double tanh_by_sigmoid(double v, double s)
{
    return 2.0 * sigmoid(v, 2.0 * s) - 1.0;
}

ADGEN_GRAD()
double relu(double x)
{
    return x > 0.0 ? x : 0.0;
}

/* Squared error of a perceptron with one weight. */
ADGEN_GRAD(w1, b1)
double perceptron(double w1, double b1, double x, double y)
{
    double z1 = w1 * x + b1;
    double a1 = sigmoid(z1, 1.0);

    return 0.5 * (a1 - y) * (a1 - y);
}

/* One hidden layer, everything scalar. */
ADGEN_GRAD(w1, b1, w2, b2)
double hidden_layer(double w1, double b1, double w2, double b2, double x, double y)
{
    double z1 = w1 * x + b1;
    double a1 = sigmoid(z1, 1.0);
    double z2 = w2 * a1 + b2;
    double a2 = sigmoid(z2, 1.0);

    return 0.5 * (a2 - y) * (a2 - y);
}
