#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

#define LOG_2PI 1.83787706640934548356

#define ALLOC(n) ((double *)malloc(((size_t)(n) + 1) * sizeof(double)))

static double log_sum_exp(int n, const double *x)
{
    double max = x[0], sum = 0.0;
    for (int i = 1; i < n; i++)
        max = fmax(max, x[i]);
    for (int i = 0; i < n; i++)
        sum += exp(x[i] - max);
    return max + log(sum);
}

/* out = Q x for the lower triangular Q with exp(q) on its diagonal and l, packed by columns, below. */
static void triangle_times(int d, const double *q, const double *l, const double *x, double *out)
{
    int next = d;

    for (int i = 0; i < d; i++)
        out[i] = exp(q[i]) * x[i];
    l -= d;
    for (int i = 0; i < d; i++)
        for (int j = i + 1; j < d; j++)
            out[j] += l[next++] * x[i];
}

/* The logarithm of the likelihood of n points in d dimensions under k Gaussians, with a Wishart prior. */
ADGEN_GRAD(alphas, means, icf)
double mixture(int d, int k, int n, const double *restrict alphas, const double *restrict means, const double *restrict icf,
    const double *restrict x, double gamma, int m)
{
    const int size = d * (d + 1) / 2;
    double *centered = ALLOC(d), *qx = ALLOC(d), *term = ALLOC(k), *sum_q = ALLOC(k);
    double likelihood = 0.0, prior = 0.0;

    if (!centered || !qx || !term || !sum_q || k == 0) {
        free(centered); free(qx); free(term); free(sum_q);
        return -INFINITY;
    }
    for (int c = 0; c < k; c++) {
        double frobenius = 0.0;
        sum_q[c] = 0.0;
        for (int i = 0; i < d; i++) {
            double q = icf[c * size + i];
            sum_q[c] += q;
            frobenius += exp(q) * exp(q);
        }
        for (int i = d; i < size; i++)
            frobenius += icf[c * size + i] * icf[c * size + i];
        prior += 0.5 * gamma * gamma * frobenius - m * sum_q[c];
    }
    for (int p = 0; p < n; p++) {
        for (int c = 0; c < k; c++) {
            const double *q = icf + c * size;
            double norm = 0.0;

            for (int i = 0; i < d; i++)
                centered[i] = x[p * d + i] - means[c * d + i];
            triangle_times(d, q, q + d, centered, qx);
            for (int i = 0; i < d; i++)
                norm += qx[i] * qx[i];
            term[c] = alphas[c] + sum_q[c] - 0.5 * norm;
        }
        likelihood += log_sum_exp(k, term);
    }
    likelihood -= n * (log_sum_exp(k, alphas) + 0.5 * d * LOG_2PI);
    free(centered);
    free(qx);
    free(term);
    free(sum_q);
    return likelihood - prior;
}

/*
 * check: a Gaussian mixture: logsumexp, packed triangles, a pointer that starts before what it reads
 * check-gradient: mixture(1, 1, 1, {0.3}, {1.0}, {0.0}, {3.0}, 1.0, 0)
 * check-value: means[0] = 2
 * check-value: alphas[0] = 0
 * check-value: icf[0] = 1.0 - 4.0 - 1.0
 * check-gradient: mixture(2, 0, 1, zeros(0), zeros(0), zeros(0), random(2, -1, 1), 1.0, 0)
 * check-gradient: mixture(2, 2, 0, random(2, -1, 1), random(4, -1, 1), random(6, -1, 1), zeros(0), 1.0, 1)
 * check-gradient: mixture(3, 2, 4, random(2, -1, 1), random(6, -1, 1), random(12, -1, 1), random(12, -1, 1), 1.0, 2)
 */
