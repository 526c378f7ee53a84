#include <adgen/adgen.h>
#include <math.h>

/* Padding: a weight of zero beside a value of zero. */
ADGEN_GRAD(x, w)
double masked(const double *x, const double *w, int n)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += w[i] * sqrt(x[i]);
    return sum;
}

ADGEN_GRAD(x)
double ends(const double *x, const double *w)
{
    return w[0] * asin(x[0]) + w[1] * acos(x[1]) + w[2] * acosh(x[2]) + w[3] * cbrt(x[3]) + w[4] * pow(x[4], 0.3);
}

ADGEN_GRAD(x, y)
double powers(const double *x, double y, const double *w)
{
    return w[0] * pow(x[0], y) + w[1] * pow(x[1], y - 1.0);
}

/* No guard where the root is of something above zero, or the power has a slope everywhere. */
ADGEN_GRAD(x)
double smooth(double x, double w)
{
    return w * sqrt(x * x + 1e-3) + w * pow(x, 3) + w * pow(x, 1.5);
}

/*
 * check: where a function has a value but no slope, an adjoint of zero contributes nothing
 * check-gradient: masked({4.0, 2.0, 3.0}, {1.0, 0.0, 2.0}, 3)
 * check-call: masked({0.0, 4.0}, {0.0, 3.0}, 2)
 * check-value: x = {0.0, 0.75}
 * check-value: w = {0.0, 2.0}
 * check-gradient: ends({0.3, 0.4, 1.5, 0.7, 0.8}, random(5, 1, 2))
 * check-call: ends({1.0, -1.0, 1.0, 0.0, 0.0}, {0.0, 0.0, 0.0, 0.0, 0.0})
 * check-value: x = {0.0, 0.0, 0.0, 0.0, 0.0}
 * check-gradient: powers({0.3, 0.4}, 1.7, {2.0, 3.0})
 * check-call: powers({0.0, 0.0}, 0.5, {0.0, 0.0})
 * check-value: x = {0.0, 0.0}
 * check-value: y = 0.0
 * check-gradient: smooth(0.7, 1.3)
 * check-has: if (root_adj != 0.0)
 * check-omits: w != 0.0
 */
