#include <adgen/adgen.h>
#include <math.h>

static double sigmoid(double s, double x)
{
    return 1.0 / (1.0 + exp(-2.0 * s * x));
}

ADGEN_GRAD(x)
double tanh_s(double x, double s)
{
    return 2.0 * sigmoid(s, x) - 1.0;
}

/*
 * check: tanh with slope s, by the sigmoid: its derivative is s (1 - tanh^2)
 * check-gradient: tanh_s(random(-1, 1), 1.5)
 * check-value: x = s * (1 - tanh(s * x) * tanh(s * x)) ~ 1e-11
 * check-value: return = tanh(s * x) ~ 1e-11
 */
