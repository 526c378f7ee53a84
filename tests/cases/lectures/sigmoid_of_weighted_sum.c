#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double sigmoid(const double x[2], const double w[3])
{
    return 1.0 / (1.0 + exp(-(w[0] * x[0] + w[1] * x[1] + w[2])));
}

/*
 * check: the sigmoid of w0 x0 + w1 x1 + w2
 * check-gradient: sigmoid({-1.0, -2.0}, {2.0, -3.0, -3.0})
 * check-value: return = 0.73 ~ 0.01
 * check-value: w = {-1 / (1 + exp(-1)) * (1 - 1 / (1 + exp(-1))), -2 / (1 + exp(-1)) * (1 - 1 / (1 + exp(-1))),
 *     1 / (1 + exp(-1)) * (1 - 1 / (1 + exp(-1)))}
 * check-value: x[0] = 2 / (1 + exp(-1)) * (1 - 1 / (1 + exp(-1)))
 * check-count: 1 exp(
 */
