#include <adgen/adgen.h>
#include <math.h>

/* Cholesky's factorisation in place: what a step reads, no later one writes. */
ADGEN_GRAD(a)
double factor(int n, double *restrict a)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) {
            double s = a[i * n + j];
            for (int k = 0; k < j; k++)
                s -= a[i * n + k] * a[j * n + k];
            if (i == j)
                a[i * n + i] = sqrt(s);
            else
                a[i * n + j] = s / a[j * n + j];
        }
    for (int i = 0; i < n; i++)
        sum += log(a[i * n + i]);
    return sum;
}

/* A recurrence, forwards. */
ADGEN_GRAD(x, w)
double recurrence(int n, const double *x, double w, double *restrict h)
{
    h[0] = w;
    for (int t = 1; t < n; t++)
        h[t] = h[t - 1] * (1.0 - w * h[t - 1]) + x[t];
    return h[n - 1];
}

/* Backwards, two at a time. */
ADGEN_GRAD(x, w)
double back(int n, const double *x, double w, double *restrict h)
{
    h[2 * n - 1] = h[2 * n - 2] = w;
    for (int t = n - 2; t >= 0; t--) {
        h[2 * t + 1] = h[2 * t + 2] * h[2 * t + 3] * w;
        h[2 * t] = h[2 * t + 1] * x[t];
    }
    return h[0] * h[1];
}

/* All before it, through rows of a matrix. */
ADGEN_GRAD(x)
double all_before(int n, double x[4][4])
{
    double sum = 0.0;
    for (int i = 1; i < n; i++)
        for (int j = 0; j < i; j++) {
            x[i][j] = x[i][j] * x[i - 1][j] + x[j][0] * 0.5;
            if (j > 0)
                x[i][j] *= x[i][j - 1];
            sum += x[i][j] * x[i - 1][0];
        }
    return sum;
}

/*
 * check: what no later iteration writes is read again, not kept
 * check-gradient: factor(3, {2.0, 0.1, 0.2, 0.4, 3.0, 0.1, 0.7, 0.5, 2.5})
 * check-gradient: factor(1, {2.0})
 * check-gradient: recurrence(5, random(5, 0.1, 0.5), 0.3, zeros(5))
 * check-gradient: recurrence(1, random(1, 0.1, 0.5), 0.3, zeros(1))
 * check-gradient: back(4, random(4, 0.5, 1.5), 0.9, zeros(8))
 * check-gradient: back(1, random(1, 0.5, 1.5), 0.9, zeros(2))
 * check-gradient: all_before(4, random(16, 0.5, 1))
 * check-omits: a_value_at
 * check-omits: h_value_at
 */
