#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double sigmoid(double z)
{
    return 1.0 / (1.0 + exp(-z));
}

/* Where the reciprocal is infinite and not taken, nothing comes of it. */
ADGEN_GRAD(x)
double unless_zero(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double q = 1 / x[i], t = q * q;
        sum += x[i] != 0.0 ? t : x[i];
    }
    return sum;
}

ADGEN_GRAD()
float short_one(float x, float y)
{
    float q = 1.0f / (x * y);
    return q * x;
}

/*
 * check: the derivative of a reciprocal is its square, without a second division
 * check-count: 3 /
 * check-gradient: sigmoid(0.3)
 * check-value: z = exp(-0.3) / ((1 + exp(-0.3)) * (1 + exp(-0.3)))
 * check-gradient: sigmoid(-30.0)
 * check-gradient: unless_zero(3, {0.5, -2.0, 1e-3})
 * check-call: unless_zero(3, {0.5, 0.0, 2.0})
 * check-value: x[1] = 1
 * check-value: x[0] = -16
 * check-gradient: short_one(0.5, -0.7)
 */
