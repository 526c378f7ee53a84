#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

static double log_normal(double x, double mean, double log_sd)
{
    double u = (x - mean) / exp(log_sd);

    return -0.5 * u * u - log_sd;
}

/* The widths are those of the components: as many exp as there are, not one for each of the observations. */
ADGEN_GRAD(mean, log_sd)
double filter(int k, int steps, const double *mean, const double *log_sd, const double *y)
{
    double *state = malloc((size_t)k * sizeof *state);
    double  sum = 0.0;

    for (int j = 0; j < k; j++)
        state[j] = 0.5;
    for (int t = 0; t < steps; t++) {
        double total = 0.0;

        for (int j = 0; j < k; j++) {
            double all = 0.0;

            for (int i = 0; i < k; i++)
                all += state[i] * (i + j);
            state[j] = sin(all) + log_normal(y[t], mean[j], log_sd[j]);
            total += state[j] * state[j];
        }
        sum += log(1.0 + total);
    }
    free(state);
    return sum;
}

/* One that needs another one, and a third that is needed with it. */
ADGEN_GRAD(shape, a)
double chain(int n, int k, const double *shape, double a, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int j = 1; j < k; j++) {
            double scaled = 0.5 * shape[j] + j;
            double power = pow(scaled, exp(a));
            double rest = lgamma(power * power + 1.0) * y[t];

            sum += sin(rest) + power * y[t];
        }
    return sum;
}

/* Of a few, whose number is known, no block has to be allocated. */
ADGEN_GRAD(q)
double few(int n, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int j = 0; j < 20; j++) {
            double best = y[t];

            if (y[t] > 0.25 * j)
                best = 0.5 * y[t] * y[t];
            sum += best * tanh(q[j]);
        }
    return sum;
}

/*
 * check: what each iteration of an inner loop computes alike whenever that runs is computed once for each of them, before both
 * check-has: double *exp_log_sd_values = adgen_allocate(k, sizeof(double));
 * check-has: if (steps > 0) for (int j = 0; j < k; j++) exp_log_sd_values[j] = exp(log_sd[j]);
 * check-has: log_sd_adj[j] += exp_value_adj * exp_log_sd_values[j];
 * check-has: if (n > 0) { double exp_a = exp(a); for (int j = 1; j < k; j++) {
 * check-has: lgamma_values[j] = lgamma(power_values[j] * power_values[j] + 1.0);
 * check-has: double tanh_values[20] = {0};
 * check-gradient: filter(3, 4, random(3, -1, 1), random(3, -0.5, 0.5), random(4, -1, 1))
 * check-gradient: filter(2, 1, random(2, -1, 1), random(2, -0.5, 0.5), random(1, -1, 1))
 * check-gradient: filter(2, 0, NULL, NULL, NULL)
 * check-gradient: filter(0, 2, NULL, NULL, random(2, -1, 1))
 * check-gradient: chain(3, 4, random(4, 0.5, 1), 0.25, random(3, -1, 1))
 * check-gradient: chain(3, 1, NULL, 0.25, NULL)
 * check-gradient: chain(0, 3, NULL, 0.25, NULL)
 * check-gradient: few(3, random(20, -1, 1), random(3, 0.5, 3))
 * check-gradient: few(0, NULL, NULL)
 */
