#include "gmm.h"

#include <math.h>
#include <stdlib.h>

/*
 * Gradient of gmm, by hand.
 *
 * What makes it fast:
 * - One point at a time, forward and backward: what is kept is that point's k terms, centred and scaled vectors.
 * - The exp of the log-sum-exp are the weights of its derivative: none is computed again.
 * - By the means the derivative is Q^T y, weighted and summed over the points: Q comes out of the sum, so that a point adds
 *   one vector per component, and k products with Q^T follow at the end.
 * - Diagonal and lower triangle together are one row of icf_adj, added to with unit stride; what the diagonal's exp brings
 *   is multiplied in at the end, once.
 */

static double sqnorm(int n, const double *restrict x)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sum;
}

/* Also leaves exp(x[i] - result) in p[i]: the derivative by x[i]. */
static double logsumexp(int n, const double *restrict x, double *restrict p)
{
    double max = x[0];
    double sum = 0.0;

    for (int i = 1; i < n; i++)
        if (x[i] > max)
            max = x[i];
    for (int i = 0; i < n; i++) {
        p[i] = exp(x[i] - max);
        sum += p[i];
    }
    for (int i = 0; i < n; i++)
        p[i] /= sum;
    return log(sum) + max;
}

static void multiply(int d, const double *restrict diag, const double *restrict lower, const double *restrict x,
                     double *restrict y)
{
    for (int i = 0; i < d; i++)
        y[i] = diag[i] * x[i];
    for (int i = 0; i < d; i++) {
        for (int j = i + 1; j < d; j++)
            y[j] += lower[j - i - 1] * x[i];
        lower += d - i - 1;
    }
}

/* One component's part in one point: y_sum += w y, and to diag_adj and lower_adj what -w y^2 / 2 has by Q. */
static void component_adjoint(int d, double w, const double *restrict x, const double *restrict y,
                              double *restrict y_sum, double *restrict diag_adj, double *restrict lower_adj)
{
    for (int i = 0; i < d; i++) {
        y_sum[i] += w * y[i];
        diag_adj[i] -= w * y[i] * x[i];
    }
    for (int i = 0; i < d; i++) {
        double wx = w * x[i];

        for (int j = i + 1; j < d; j++)
            lower_adj[j - i - 1] -= wx * y[j];
        lower_adj += d - i - 1;
    }
}

/* out += Q^T y */
static void add_transposed(int d, const double *restrict diag, const double *restrict lower, const double *restrict y,
                           double *restrict out)
{
    for (int i = 0; i < d; i++) {
        double sum = diag[i] * y[i];

        for (int j = i + 1; j < d; j++)
            sum += lower[j - i - 1] * y[j];
        lower += d - i - 1;
        out[i] += sum;
    }
}

static double prior_constant(int d, int k, Wishart prior)
{
    int n = d + prior.m + 1;
    double sum = 0.25 * d * (d - 1) * log(3.14159265358979323846);

    for (int j = 1; j <= d; j++)
        sum += lgamma(0.5 * n + 0.5 * (1 - j));
    return k * (n * d * (log(prior.gamma) - 0.5 * log(2.0)) - sum);
}

double gmm_hand(int n, int d, int k, const double *restrict alphas, const double *restrict means,
                const double *restrict icf, const double *restrict x, Wishart prior, double *restrict alphas_adj,
                double *restrict means_adj, double *restrict icf_adj)
{
    int each = d * (d + 1) / 2;
    size_t kd = (size_t)k * (size_t)d;
    double *work = calloc(5 * kd + 5 * (size_t)k, sizeof *work);
    double *diags = work;
    double *diags_adj = work + kd;
    double *centred = work + 2 * kd;
    double *scaled = work + 3 * kd;
    double *scaled_sum = work + 4 * kd;
    double *sum_logs = work + 5 * kd;
    double *terms = sum_logs + k;
    double *weights = terms + k;
    double *weight_sums = weights + k;
    double *shares = weight_sums + k;
    double gamma2 = prior.gamma * prior.gamma;
    double likelihood = 0.0;
    double prior_sum = 0.0;

    for (int c = 0; c < k; c++)
        for (int i = 0; i < d; i++) {
            sum_logs[c] += icf[c * each + i];
            diags[c * d + i] = exp(icf[c * each + i]);
        }

    for (int p = 0; p < n; p++) {
        for (int c = 0; c < k; c++) {
            for (int i = 0; i < d; i++)
                centred[c * d + i] = x[p * d + i] - means[c * d + i];
            multiply(d, &diags[c * d], &icf[c * each + d], &centred[c * d], &scaled[c * d]);
            terms[c] = alphas[c] + sum_logs[c] - 0.5 * sqnorm(d, &scaled[c * d]);
        }
        likelihood += logsumexp(k, terms, weights);
        for (int c = 0; c < k; c++) {
            weight_sums[c] += weights[c];
            component_adjoint(d, weights[c], &centred[c * d], &scaled[c * d], &scaled_sum[c * d], &diags_adj[c * d],
                              &icf_adj[c * each + d]);
        }
    }

    double lse = logsumexp(k, alphas, shares);
    for (int c = 0; c < k; c++) {
        const double *diag = &diags[c * d];
        const double *lower = &icf[c * each + d];
        double frobenius = sqnorm(d, diag) + sqnorm(each - d, lower);

        prior_sum += 0.5 * gamma2 * frobenius - prior.m * sum_logs[c];
        alphas_adj[c] += weight_sums[c] - n * shares[c];
        for (int i = 0; i < d; i++)
            icf_adj[c * each + i] += weight_sums[c] - prior.m
                                   + diag[i] * (diags_adj[c * d + i] + gamma2 * diag[i]);
        for (int i = 0; i < each - d; i++)
            icf_adj[c * each + d + i] += gamma2 * lower[i];
        add_transposed(d, diag, lower, &scaled_sum[c * d], &means_adj[c * d]);
    }
    free(work);
    return -n * d * 0.5 * log(2.0 * 3.14159265358979323846) + likelihood - n * lse
         + (prior_sum - prior_constant(d, k, prior));
}
