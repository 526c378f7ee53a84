#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

/* Rows by pointers; the counter is signed. */
ADGEN_GRAD(w)
double logistic(int n, int d, const double *w, const double *x, const double *y)
{
    double loss = 0.0;

    for (int i = 0; i < n; i++) {
        const double *row = x + i * d;
        double        margin = 0.0;

        for (int j = 0; j < d; j++)
            margin += row[j] * w[j];
        loss += log(1.0 + exp(-y[i] * margin));
    }
    return loss;
}

/* Single precision, a counter that is not signed, calls before the loop and behind it, and two sums. */
ADGEN_NOALIAS ADGEN_GRAD()
float mixed(size_t n, size_t d, const float *A, const float *x, const float *b)
{
    float all = 0.0f;

    for (size_t i = 0; i < n; i++) {
        float scale = expf(-b[i] * b[i]), sum = 0.0f, square = 0.0f;

        for (size_t j = 0; j < d; j++) {
            sum += A[i * d + j] * x[j];
            square += x[j] * x[j];
        }
        all += scale * sinf(sum) + cosf(square) * sum;
    }
    return all;
}

/* A forward pass of its own: what it computes is kept; the loop behind it needs all of it. */
ADGEN_GRAD()
double layers(int n, int m, const double *restrict A, const double *restrict x, const double *restrict v)
{
    double *h = malloc((size_t)n * sizeof *h), all = 0.0, sum = 0.0;

    for (int i = 0; i < n; i++) {
        double z = 0.1;

        for (int j = 0; j < m; j++)
            z += A[i * m + j] * x[j];
        h[i] = tanh(z);
    }
    for (int i = 0; i < n; i++)
        sum += h[i] * h[i];
    for (int i = 0; i < n; i++)
        all += v[i] * h[i] / (1.0 + sum);
    free(h);
    return all;
}

/* Calls, a loop, calls, a loop, calls. */
ADGEN_NOALIAS ADGEN_GRAD()
double stages(int n, int m, const double *A, const double *x, const double *b)
{
    double all = 0.0;

    for (int i = 0; i < n; i++) {
        double s = sin(b[i]), sum = s, more = 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j] * s;
        double e = exp(0.25 * sum);
        for (int j = 0; j < m; j++)
            more += e * x[j] * x[j];
        all += log(2.0 + more * more) * e;
    }
    return all;
}

/* Where it is not the same memory: that is asked when it runs. */
ADGEN_GRAD()
void filled(int n, int m, double *y, const double *A, const double *x)
{
    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j];
        y[i] = exp(sum);
    }
}

/*
 * check: loops with slow calls and loops in them go through their iterations in batches, which calls have to themselves
 * check-gradient: logistic(1, 3, random(3, -1, 1), random(3, -1, 1), {1})
 * check-gradient: logistic(15, 3, random(3, -1, 1), random(45, -1, 1), random(15, -1, 1))
 * check-gradient: logistic(16, 3, random(3, -1, 1), random(48, -1, 1), random(16, -1, 1))
 * check-gradient: logistic(39, 2, random(2, -1, 1), random(78, -1, 1), random(39, -1, 1))
 * check-gradient: logistic(18, 0, NULL, NULL, random(18, -1, 1))
 * check-gradient: logistic(0, 3, random(3, -1, 1), NULL, NULL)
 * check-gradient: logistic(-2147483647 - 1, 3, random(3, -1, 1), NULL, NULL)
 * check-gradient: mixed(21, 3, random(63, -1, 1), random(3, -1, 1), random(21, -1, 1))
 * check-gradient: mixed(0, 3, NULL, random(3, -1, 1), NULL)
 * check-gradient: layers(19, 4, random(76, -1, 1), random(4, -1, 1), random(19, -1, 1))
 * check-gradient: filled(18, 3, random(18, -1, 1), random(54, -1, 1), random(3, -1, 1))
 * check-gradient: stages(35, 3, random(105, -1, 1), random(3, -1, 1), random(35, -1, 1))
 * check-has: for (int left = n; left > 0; left -= 16) {
              int first = n - left;
              int count = left < 16 ? left : 16;
              double margin_at[16];
              double margin_adj_at[16];
 * check-has: for (int k = 0; k < count; k++) {
                  double exp_value = exp(-(y[first + k] * margin_at[k]));
                  loss += log(1.0 + exp_value);
                  margin_adj_at[k] =
 * check-has: for (size_t first = 0; first < n; first += 16) {
              size_t count = n - first < 16 ? n - first : 16;
 * check-has: for (size_t k = 0; k < count; k++)
                  scale_at[k] = expf(-(b[first + k] * b[first + k]));
 * check-has: for (int k = 0; k < count; k++)
                  h[first + k] = tanh(z_at[k]);
 */
