#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(v)
double sigmoid(double v, double s)
{
    return 1.0 / (1.0 + exp(-s * v));
}

/*
 * check: the sigmoid with slope s: its derivative is s sigma (1 - sigma)
 * check-gradient: sigmoid(random(-2, 2), 1.5)
 * check-value: v = s / (1 + exp(-s * v)) * (1 - 1 / (1 + exp(-s * v)))
 * check-count: 1 exp(
 */
