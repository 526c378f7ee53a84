#include <adgen/adgen.h>
#include <math.h>

static double sigmoid(double z)
{
    return 1.0 / (1.0 + exp(-z));
}

ADGEN_GRAD(w1, b1, w2, b2)
double cost(double w1, double b1, double w2, double b2, double x, double y)
{
    double a1 = sigmoid(w1 * x + b1);
    double a2 = sigmoid(a1 * w2 + b2);
    return 0.5 * (a2 - y) * (a2 - y);
}

/*
 * check: one hidden layer with scalar input: delta2 = (a2 - y) sigma2', delta1 = delta2 w2 sigma1'
 * check-gradient: cost(0.5, -0.25, 1.5, 0.75, 2.0, 0.3)
 * check-value: b2 = (1 / (1 + exp(-(1 / (1 + exp(-0.75)) * 1.5 + 0.75))) - 0.3)
 *     / (1 + exp(-(1 / (1 + exp(-0.75)) * 1.5 + 0.75)))
 *     * (1 - 1 / (1 + exp(-(1 / (1 + exp(-0.75)) * 1.5 + 0.75))))
 * check-gradient: cost(random(-1, 1), random(-1, 1), random(-1, 1), random(-1, 1), 2.0, 0.3)
 * check-count: 2 exp(
 */
