#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(w)
double loss(int n, int d, const double w[d], const double x[n][d], const double t[n])
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double z = 0.0, y;
        for (int j = 0; j < d; j++)
            z += w[j] * x[i][j];
        y = 1.0 / (1.0 + exp(-z));
        sum -= t[i] * log(y) + (1.0 - t[i]) * log(1.0 - y);
    }
    return sum;
}

/*
 * check: logistic regression with binary cross-entropy: the gradient is (y - t) x
 * check-args: --no-jam
 * check-gradient: loss(1, 2, {0.5, -1.0}, {1.0, 2.0}, {1.0})
 * check-value: w = {1 / (1 + exp(1.5)) - 1, 2 / (1 + exp(1.5)) - 2}
 * check-gradient: loss(4, 3, random(3, -1, 1), random(12, -1, 1), {0.0, 1.0, 1.0, 0.0})
 * check-count: 1 exp(
 */
