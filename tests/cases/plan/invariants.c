#include <adgen/adgen.h>
#include <math.h>

struct model {
    double level;
    double log_width;
};

/* The dispersion is the same for all samples, though it is written down in the loop: one exp, one lgamma, one digamma. */
ADGEN_GRAD(beta, log_alpha)
double counts(int n, const double *beta, double log_alpha, const double *x, const int *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        double mu = exp(x[i] * beta[0]);
        double r = 1.0 / exp(log_alpha);

        sum += lgamma(y[i] + r) - lgamma(r) + r * log(r / (r + mu)) + y[i] * log(mu / (r + mu));
    }
    return sum;
}

/* What memory holds is read only if the loop runs. */
ADGEN_GRAD(theta)
double widths(int n, const double *theta, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        double width = exp(theta[1]);
        double u = (y[i] - theta[0]) / width;

        sum += u * u + log(width);
    }
    return sum;
}

static double log_normal(double x, double mean, double log_sd)
{
    double u = (x - mean) / exp(log_sd);

    return -0.5 * u * u - log_sd;
}

/* In a helper, two loops deep: before both, if both run. */
ADGEN_GRAD(m)
double grid(int n, int k, const struct model *m, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        for (int j = 0; j < k; j++)
            sum += log_normal(y[i] * j, m->level, m->log_width);
    return sum;
}

/* The inner loop may not run for some i: before that, not before the other one. */
ADGEN_GRAD(theta, y)
double triangle(int n, const double *theta, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            sum += sin(theta[i]) * y[i] * y[j];
    return sum;
}

/* What is no active number in memory may be found for nothing, before all loops. */
ADGEN_GRAD(y)
double weighted(int n, double scale, const double *y)
{
    double sum = 0.0;
    double half = 0.5 * scale;

    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            sum += exp(half) * y[i] * y[j];
    return sum;
}

/* The branch goes by the name that what is computed in all iterations has got. */
ADGEN_GRAD(a, y)
double branch(int n, double a, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        sum += y[i] * exp(a);
        if (y[i] > 0.0)
            sum += y[i] * y[i] * exp(a);
    }
    return sum;
}

/* Declared outside, and set again in each iteration. */
ADGEN_GRAD(a, y)
double outside(int n, const double *a, const double *y)
{
    double factor, sum = 0.0;

    for (int i = 0; i < n; i++) {
        factor = sqrt(a[0] * a[1]);
        sum += sin(factor * y[i]);
    }
    return sum;
}

/* Three times, for sure. */
ADGEN_GRAD(a)
double thrice(const double *a, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < 3; i++)
        sum += pow(a[0], a[1]) * sin(y[i] * a[0]);
    return sum;
}

/*
 * check: what calls compute alike in all iterations is computed before the loop, and their adjoints are multiplied behind it
 * check-has: if (n > 0) { exp_log_alpha = exp(log_alpha); r = 1.0 / exp_log_alpha; lgamma_r = lgamma(r); }
 * check-has: if (n > 0) { width = exp(theta[1]);
 * check-has: if (n > 0 && k > 0) exp_value = exp(m->log_width);
 * check-has: if (i > 0) { cos_value = cos(theta[i]); sin_value = sin(theta[i]);
 * check-has: double exp_half = exp(half);
 * check-count: 1 exp(a)
 * check-has: if (n > 0) factor = sqrt(a[0] * a[1]);
 * check-has: double power = pow(a[0], a[1]);
 * check-gradient: counts(4, {0.5}, 0.25, random(4, -1, 1), {0, 1, 3, 2})
 * check-gradient: counts(0, {0.5}, 0.25, NULL, NULL)
 * check-gradient: widths(5, {0.5, -0.25}, random(5, -1, 1))
 * check-gradient: widths(1, {0.5, -0.25}, random(1, -1, 1))
 * check-gradient: widths(0, NULL, NULL)
 * check-gradient: widths(-1, NULL, NULL)
 * check-gradient: grid(3, 2, {{0.5, -0.25}}, random(3, -1, 1))
 * check-gradient: grid(0, 2, NULL, NULL)
 * check-gradient: grid(2, 0, NULL, NULL)
 * check-gradient: triangle(4, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: triangle(1, NULL, NULL)
 * check-gradient: weighted(4, 0.5, random(4, -1, 1))
 * check-gradient: weighted(0, 2000.0, NULL)
 * check-gradient: branch(4, 0.25, {-1, 1, 0.5, -0.5})
 * check-gradient: branch(0, 1000.0, NULL)
 * check-gradient: outside(3, {0.5, 0.75}, random(3, -1, 1))
 * check-gradient: outside(0, {0, 0}, NULL)
 * check-gradient: thrice({0.5, 0.75}, random(3, -1, 1))
 */
