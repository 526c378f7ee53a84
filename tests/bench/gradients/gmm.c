#include "gmm.h"

#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

static double sqnorm(int n, const double *x)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sum;
}

static double logsumexp(int n, const double *x)
{
    double max = x[0];
    double sum = 0.0;

    for (int i = 1; i < n; i++)
        if (x[i] > max)
            max = x[i];
    for (int i = 0; i < n; i++)
        sum += exp(x[i] - max);
    return log(sum) + max;
}

/* y = Q x, where Q has diag[d] on its diagonal and below it, column after column, lower[d (d - 1) / 2]. */
static void multiply(int d, const double *diag, const double *lower, const double *x, double *y)
{
    int at = 0;

    for (int i = 0; i < d; i++)
        y[i] = diag[i] * x[i];
    for (int i = 0; i < d; i++)
        for (int j = i + 1; j < d; j++)
            y[j] += lower[at++] * x[i];
}

static double log_gamma_distribution(double a, int p)
{
    double sum = 0.25 * p * (p - 1) * log(3.14159265358979323846);

    for (int j = 1; j <= p; j++)
        sum += lgamma(a + 0.5 * (1 - j));
    return sum;
}

static double log_wishart_prior(int d, int k, Wishart prior, const double *sum_logs, const double *diags,
                                const double *icf)
{
    int each = d * (d + 1) / 2;
    int n = d + prior.m + 1;
    double constant = n * d * (log(prior.gamma) - 0.5 * log(2.0)) - log_gamma_distribution(0.5 * n, d);
    double sum = 0.0;

    for (int c = 0; c < k; c++) {
        double frobenius = sqnorm(d, &diags[c * d]) + sqnorm(each - d, &icf[c * each + d]);

        sum += 0.5 * prior.gamma * prior.gamma * frobenius - prior.m * sum_logs[c];
    }
    return sum - k * constant;
}

/*
 * Logarithm of the posterior of a mixture of k Gaussians, given n points x[n][d]: weights softmax(alphas[k]), means[k][d],
 * and factors of the inverse covariances icf[k][d (d + 1) / 2], the logarithms of the diagonal first.
 */
ADGEN_GRAD(alphas, means, icf)
double gmm(int n, int d, int k, const double *alphas, const double *means, const double *icf, const double *x,
           Wishart prior)
{
    int each = d * (d + 1) / 2;
    double *diags = malloc((size_t)(k * d) * sizeof *diags);
    double *sum_logs = malloc((size_t)k * sizeof *sum_logs);
    double *centred = malloc((size_t)d * sizeof *centred);
    double *scaled = malloc((size_t)d * sizeof *scaled);
    double *terms = malloc((size_t)k * sizeof *terms);
    double likelihood = 0.0;
    double result;

    for (int c = 0; c < k; c++) {
        sum_logs[c] = 0.0;
        for (int i = 0; i < d; i++) {
            sum_logs[c] += icf[c * each + i];
            diags[c * d + i] = exp(icf[c * each + i]);
        }
    }
    for (int p = 0; p < n; p++) {
        for (int c = 0; c < k; c++) {
            for (int i = 0; i < d; i++)
                centred[i] = x[p * d + i] - means[c * d + i];
            multiply(d, &diags[c * d], &icf[c * each + d], centred, scaled);
            terms[c] = alphas[c] + sum_logs[c] - 0.5 * sqnorm(d, scaled);
        }
        likelihood += logsumexp(k, terms);
    }
    result = -n * d * 0.5 * log(2.0 * 3.14159265358979323846) + likelihood - n * logsumexp(k, alphas)
           + log_wishart_prior(d, k, prior, sum_logs, diags, icf);
    free(diags);
    free(sum_logs);
    free(centred);
    free(scaled);
    free(terms);
    return result;
}
