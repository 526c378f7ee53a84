#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(w1, b1)
double cost(double w1, double b1, double x, double y)
{
    double z1 = x * w1 + b1;
    double a1 = 1.0 / (1.0 + exp(-z1));
    return 0.5 * (a1 - y) * (a1 - y);
}

/*
 * check: the simple perceptron: delta = (a - y) sigma', dC/dw = delta x, dC/db = delta
 * check-gradient: cost(random(-1, 1), random(-1, 1), 1.5, 0.25)
 * check-value: w1 = (1 / (1 + exp(-x * w1 - b1)) - y) * x / (1 + exp(-x * w1 - b1)) * (1 - 1 / (1 + exp(-x * w1 - b1)))
 * check-value: b1 = (1 / (1 + exp(-x * w1 - b1)) - y) / (1 + exp(-x * w1 - b1)) * (1 - 1 / (1 + exp(-x * w1 - b1)))
 * check-count: 1 exp(
 */
