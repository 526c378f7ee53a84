#include <adgen/adgen.h>
#include <math.h>

/* The logarithm's argument is between 1 and 2 on either side. */
ADGEN_GRAD(w)
double stable_logistic(int n, int d, const double *restrict w, const double *restrict x, const double *restrict y)
{
    double loss = 0.0;
    for (int i = 0; i < n; i++) {
        double z = 0.0;
        for (int j = 0; j < d; j++)
            z += w[j] * x[i * d + j];
        double m = y[i] * z;
        loss += m > 0.0 ? log1p(exp(-m)) : log1p(exp(m)) - m;
    }
    return loss;
}

/* Huber's loss: quadratic where the error is small. */
ADGEN_GRAD(a, b)
double huber(int n, const double *x, const double *y, double a, double b, double delta)
{
    double cost = 0.0;
    for (int i = 0; i < n; i++) {
        double e = a * x[i] + b - y[i], square = e * e;
        cost += square <= delta * delta ? 0.5 * square : delta * (sqrt(square) - 0.5 * delta);
    }
    return cost;
}

/* One inside another, and one as a factor. */
ADGEN_GRAD(w)
double nested(int n, const double *x, double w)
{
    double total = 0.0;
    for (int i = 0; i < n; i++) {
        double z = w * x[i];
        total += sin(z) * (z > 0.3 ? exp(-z) : z > 0.1 ? sqrt(1.0 + z) : log(2.0 + z * z)) + (x[i] > 0.5 ? exp(z) / (1.0 + z) : z);
    }
    return total;
}

/*
 * check: what a condition chooses in a sum with functions in its arms is chosen forward and backward in one pass
 * check-gradient: stable_logistic(7, 3, random(3, -2, 2), random(21, -2, 2), {1, -1, 1, 1, -1, -1, 1})
 * check-gradient: stable_logistic(0, 3, random(3, -2, 2), random(21, -2, 2), {1, -1, 1, 1, -1, -1, 1})
 * check-gradient: huber(9, random(9, 0, 2), random(9, -2, 2), 0.7, 0.2, 0.8)
 * check-gradient: nested(9, random(9, 0.1, 0.9), 0.6)
 * check-omits: malloc
 * check-omits: backward pass
 */
