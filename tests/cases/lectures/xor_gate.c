#include <adgen/adgen.h>
#include <math.h>

struct xor { double w[2][2], b[2], v[2], c; };

static double sigmoid(double z)
{
    return 1.0 / (1.0 + exp(-z));
}

static double output(const struct xor *net, const double x[2])
{
    double z = net->c;
    for (int i = 0; i < 2; i++)
        z += net->v[i] * sigmoid(net->w[i][0] * x[0] + net->w[i][1] * x[1] + net->b[i]);
    return sigmoid(z);
}

ADGEN_GRAD(net)
double loss(const struct xor *net)
{
    static const double x[4][2] = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
    static const double truth[4] = { 0, 1, 1, 0 };
    double sum = 0.0;
    for (int k = 0; k < 4; k++) {
        double e = output(net, x[k]) - truth[k];
        sum += e * e;
    }
    return sum;
}

/*
 * check: a hidden layer in a struct: the loss of XOR over its truth table
 * check-gradient: loss(&{random(4, -1, 1), random(2, -1, 1), random(2, -1, 1), random(-1, 1)})
 */
