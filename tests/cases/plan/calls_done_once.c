#include <adgen/adgen.h>
#include <math.h>

/* Variances by their logarithms, in each step of a loop that may not run: then there need be none. */
ADGEN_GRAD()
double series(int steps, const double *log_q, const double *y)
{
    double p[3] = {1.0, 1.0, 1.0};
    double total = 0.0;

    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < 3; i++)
            p[i] = 0.9 * p[i] + exp(log_q[i]) * y[t];
        total += p[0] * p[1] * sin(p[2]);
    }
    return total;
}

/* Of two arguments, in a loop that counts down; the inner one begins at 1. */
ADGEN_GRAD(rate, x)
double powers(int n, double rate, const double *x)
{
    double total = 0.0;

    for (int t = n; t-- > 0;) {
        double sum = x[t];

        for (int k = 1; k <= 4; k++) {
            double power = pow(rate, k + 0.5);
            sum = sin(sum) * power + log(rate * k) * power;
        }
        total += sum;
    }
    return total;
}

/* In a loop around, which keeps the values of each of its iterations, also where none are computed. */
ADGEN_GRAD(q)
double repeated(int n, int steps, const double *q)
{
    double a[3] = {q[0], q[1], q[2]};
    double total = 0.0;

    for (int e = 0; e < n; e++)
        for (int t = steps; t > 0; t--) {
            for (int i = 0; i < 3; i++) {
                double weight = tanh(q[i]);
                a[i] = sin(a[i] + weight) * weight;
            }
            total += sin(a[0] * a[2]);
        }
    return total + a[1];
}

/*
 * check: what is the same in all iterations of a loop is computed once
 * check-has: if (steps > 0) { exp_values_0 = exp(log_q[0]);
 * check-has: for (int t = 0; t < steps; t++) {
 * check-has: p[0] = 0.9 * p[0] + exp_values_0 * y[t];
 * check-count: 3 exp(
 * check-has: if (steps > 0) { log_q_adj[0] += exp_values_adj_0 * exp_values_0;
 * check-has: if (n > 0) { pow_values[0] = pow(rate, 1.5);
 * check-count: 4 log(
 * check-gradient: repeated(3, 2, random(3, -1, 1))
 * check-gradient: repeated(3, 0, random(3, -1, 1))
 * check-gradient: series(4, random(3, -1, 1), random(4, 0.5, 1))
 * check-gradient: series(1, random(3, -1, 1), random(1, 0.5, 1))
 * check-gradient: series(0, NULL, NULL)
 * check-gradient: series(-1, NULL, NULL)
 * check-gradient: powers(3, 1.25, random(3, 0.5, 1))
 * check-gradient: powers(0, 1.25, NULL)
 */
