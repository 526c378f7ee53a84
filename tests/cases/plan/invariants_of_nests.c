#include <adgen/adgen.h>
#include <math.h>

/* The squared length of L z, where L is a triangle in one array, with the logarithms of its diagonal. */
static double quadratic(int d, const double *l, const double *mean, const double *x)
{
    double sum = 0.0;

    for (int i = 0; i < d; i++) {
        double y = exp(l[i * (i + 1) / 2 + i]) * (x[i] - mean[i]);

        for (int j = 0; j < i; j++)
            y += l[i * (i + 1) / 2 + j] * (x[j] - mean[j]);
        sum += y * y;
    }
    return sum;
}

/* The elements of the diagonals are chosen by two counters: as many exp as there are, not one for each of the observations. */
ADGEN_GRAD(mean, l)
double mixture(int n, int k, int d, const double *mean, const double *l, const double *x)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++) {
        double all = 0.0;

        for (int c = 0; c < k; c++)
            all += exp(-0.5 * quadratic(d, l + c * (d * (d + 1) / 2), mean + c * d, x + t * d));
        sum += log(1.0 + all);
    }
    return sum;
}

/* One by both counters that needs one by each of them. */
ADGEN_GRAD(base, power, scale)
double needs(int n, int k, int m, const double *base, const double *power, const double *scale, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int i = 0; i < k; i++) {
            double low = tanh(base[i]) + 2.0;

            for (int j = 1; j < m; j++) {
                double by = exp(scale[j]);
                double high = pow(low, by * power[i * m + j]);

                sum += sin(high * y[t]) + low * by;
            }
        }
    return sum;
}

/* Of a few, whose numbers are known, no block has to be allocated. */
ADGEN_GRAD(q, y)
double few(int n, const double q[3][4], const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 4; j++)
                sum += lgamma(q[i][j]) * y[t] * y[t];
    return sum;
}

/* By the inner counter alone: where nothing runs around it, it is not there. */
ADGEN_GRAD(q, y)
double inner(int n, int k, int m, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < m; j++)
                sum += log1p(q[j]) * y[t] * i;
            if (sum > 1e6)
                break;
        }
    return sum;
}

/* By the outer counter alone, asked for in the inner loop. */
ADGEN_GRAD(q, y)
double outer(int n, int k, int m, const double *q, const double *y)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++)
        for (int i = 0; i < k; i++)
            for (int j = 0; j < m; j++)
                sum += expm1(q[i]) * y[t] * j;
    return sum;
}

/* The loop between them grows, but the first iteration comes to it. */
ADGEN_GRAD(width, x)
double kernel(int n, int d, const double *width, const double *x)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) {
            double far = 0.0;

            for (int k = 0; k < d; k++) {
                double u = (x[i * d + k] - x[j * d + k]) / cosh(width[k]);

                far += u * u;
            }
            sum += exp(-far);
        }
    return sum;
}

/*
 * check: what two inner loops compute alike in all iterations of the one around both is computed once, before it
 * check-has: double *exp_values = adgen_allocate((long)k * d, sizeof(double));
 * check-has: Allocates 2 arrays of k * d doubles to keep values in.
 * check-has: exp_values_adj[(long)c * d + i]
 * check-has: tanh_values[i] = tanh(base[i]);
 * check-has: high_values[(long)i * m + j] = pow(value, by_values[j] * power[i * m + j]);
 * check-has: double lgamma_values[12] = {0};
 * check-has: if (n > 0 && k > 0) for (int j = 0; j < m; j++) log1p_values[j] = log1p(q[j]);
 * check-has: if (n > 0 && k > 0 && m > 0) for (int i = 0; i < k; i++) expm1_values[i] = expm1(q[i]);
 * check-has: if (n > 0) for (int k = 0; k < d; k++) cosh_values[k] = cosh(width[k]);
 * check-gradient: mixture(3, 2, 3, random(6, -1, 1), random(12, -1, 1), random(9, -1, 1))
 * check-gradient: mixture(2, 0, 3, NULL, NULL, random(6, -1, 1))
 * check-gradient: mixture(2, 3, 0, {0}, {0}, {0})
 * check-gradient: mixture(0, 2, 3, NULL, NULL, NULL)
 * check-gradient: needs(3, 2, 3, random(2, -1, 1), random(6, -1, 1), random(3, -1, 1), random(3, -1, 1))
 * check-gradient: needs(3, 2, 1, random(2, -1, 1), NULL, NULL, NULL)
 * check-gradient: needs(3, 0, 3, NULL, NULL, NULL, NULL)
 * check-gradient: few(3, random(12, 0.5, 3), random(3, -1, 1))
 * check-gradient: few(0, NULL, NULL)
 * check-gradient: inner(3, 2, 3, random(3, -0.5, 1), random(3, -1, 1))
 * check-gradient: inner(2, 3, 1, {2e6}, {1, 1})
 * check-gradient: inner(2, 0, 3, NULL, NULL)
 * check-gradient: inner(0, 2, 3, NULL, NULL)
 * check-gradient: outer(3, 2, 3, random(2, -1, 1), random(3, -1, 1))
 * check-gradient: outer(3, 2, 0, NULL, NULL)
 * check-gradient: kernel(3, 2, random(2, -1, 1), random(6, -1, 1))
 * check-gradient: kernel(0, 2, NULL, NULL)
 * check-gradient: kernel(2, 0, NULL, NULL)
 */
