#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

ADGEN_GRAD(means, alphas)
double shifted_by_greatest(int n, int d, int k, const double *alphas, const double *means, const double *x)
{
    double *terms = malloc((size_t)k * sizeof *terms);
    double likelihood = 0.0;
    for (int p = 0; p < n; p++) {
        for (int c = 0; c < k; c++) {
            double s = 0.0;
            for (int i = 0; i < d; i++) {
                double t = x[p * d + i] - means[c * d + i];
                s += t * t;
            }
            terms[c] = alphas[c] - 0.5 * s;
        }
        double max = terms[0];
        double sum = 0.0;
        for (int c = 1; c < k; c++)
            if (terms[c] > max)
                max = terms[c];
        for (int c = 0; c < k; c++)
            sum += exp(terms[c] - max);
        likelihood += log(sum) + max;
    }
    free(terms);
    return likelihood;
}

ADGEN_GRAD(means, alphas)
double shifted_by_first(int n, int d, int k, const double *alphas, const double *means, const double *x)
{
    double *terms = malloc((size_t)k * sizeof *terms);
    double likelihood = 0.0;
    for (int p = 0; p < n; p++) {
        for (int c = 0; c < k; c++) {
            double s = 0.0;
            for (int i = 0; i < d; i++) {
                double t = x[p * d + i] - means[c * d + i];
                s += t * t;
            }
            terms[c] = alphas[c] - 0.5 * s;
        }
        double max = terms[0];
        double sum = 0.0;
        for (int c = 0; c < k; c++)
            sum += exp(terms[c] - max);
        likelihood += log(sum) + max;
    }
    free(terms);
    return likelihood;
}

ADGEN_GRAD(Q)
double rows_above(int n, int d, const double *Q, const double *x)
{
    double *scaled = malloc((size_t)d * sizeof *scaled);
    double sum = 0.0;
    for (int p = 0; p < n; p++) {
        for (int i = 0; i < d; i++)
            scaled[i] = Q[i] * x[p * d + i];
        for (int i = 0; i < d; i++)
            for (int j = i + 1; j < d; j++)
                scaled[j] += Q[i * d + j] * x[p * d + i];
        for (int i = 0; i < d; i++)
            sum += scaled[i] * scaled[i];
    }
    free(scaled);
    return sum;
}

ADGEN_GRAD(Q)
double rows_below(int n, int d, const double *Q, const double *x)
{
    double *scaled = malloc((size_t)d * sizeof *scaled);
    double sum = 0.0;
    for (int p = 0; p < n; p++) {
        for (int i = 0; i < d; i++)
            scaled[i] = Q[i] * x[p * d + i];
        for (int i = 0; i < d; i++)
            for (int j = 0; j <= i; j++)
                scaled[j] += Q[i * d + j] * x[p * d + i];
        for (int i = 0; i < d; i++)
            sum += scaled[i] * scaled[i];
    }
    free(scaled);
    return sum;
}

/* Elements in any order, of an array that each iteration fills whole. */
ADGEN_GRAD(x)
double looked_up(int n, int k, const double *x, const int *at)
{
    double *w = malloc((size_t)k * sizeof *w);
    double sum = 0.0;
    for (int p = 0; p < n; p++) {
        for (int c = k; c-- > 0;)
            w[c] = x[c] * sin(x[c] + p);
        sum += w[at[p]] * w[k / 2];
    }
    free(w);
    return sum;
}

/* The lower triangle of a matrix that is filled as a whole. */
ADGEN_GRAD(x)
double triangle(int n, int k, const double *x)
{
    double *m = malloc((size_t)(k * k) * sizeof *m);
    double sum = 0.0;
    for (int p = 0; p < n; p++) {
        for (int i = 0; i < k; i++)
            for (int j = 0; j < k; j++)
                m[i * k + j] = x[i] * x[j] + p;
        for (int i = 1; i < k; i++)
            for (int j = 0; j < i; j++)
                sum += m[i * k + j] * m[j * k + (i - 1)];
    }
    free(m);
    return sum;
}

/*
 * check: arrays that an iteration fills whole are its own, whichever elements it reads
 * check-gradient: shifted_by_greatest(3, 2, 4, random(4, -1, 1), random(8, -1, 1), random(6, -1, 1))
 * check-gradient: shifted_by_first(3, 2, 4, random(4, -1, 1), random(8, -1, 1), random(6, -1, 1))
 * check-gradient: rows_above(3, 4, random(16, -1, 1), random(12, -1, 1))
 * check-gradient: rows_below(3, 4, random(16, -1, 1), random(12, -1, 1))
 * check-gradient: looked_up(3, 4, random(4, -1, 1), {3, 0, 2})
 * check-gradient: triangle(2, 4, random(4, -1, 1))
 * check-omits: adgen_allocate((long)n
 * check-omits: adgen_allocate(n
 */
