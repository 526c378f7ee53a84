#include <adgen/adgen.h>
#include <math.h>

/* What a layer holds says what its derivative is. */
ADGEN_NOALIAS ADGEN_GRAD(w, x, h)
double squashed(int n, int m, int k, const double *w, const double *x, double *h)
{
    double s = 0.0;

    for (int o = 0; o < m; o++)
        for (int j = 0; j < k; j++) {
            double acc = 0.0;

            for (int i = 0; i < n; i++)
                acc += w[o * n + i] * x[i * k + j];
            h[o * k + j] = tanh(acc);
        }
    for (int o = 0; o < m * k; o++)
        s += h[o] * h[o];
    return s;
}

/* So it does where it tells which alternative was chosen. */
ADGEN_NOALIAS ADGEN_GRAD(w, x, h)
double rectified(int n, int m, int k, const double *w, const double *x, double *h)
{
    double s = 0.0;

    for (int o = 0; o < m; o++)
        for (int j = 0; j < k; j++) {
            double sum = 0.0;

            for (int i = 0; i < n; i++)
                sum += w[o * n + i] * x[i * k + j];
            h[o * k + j] = sum > 0 ? sum : 0;
        }
    for (int o = 0; o < m * k; o++)
        s += h[o] * h[o];
    return s;
}

ADGEN_NOALIAS ADGEN_GRAD(w, x, h)
double leaking(int n, int m, const double *w, const double *x, double *h)
{
    double s = 0.0;

    for (int o = 0; o < m; o++) {
        double lot = 0.25;

        for (int i = 0; i < n; i++)
            lot += w[o * n + i] * x[i];
        h[o] = 0.0 < lot ? lot : 0.1 * lot;
    }
    for (int o = 0; o < m; o++) {
        double lot = -0.25;

        for (int i = 0; i < n; i++)
            lot += w[o * n + i] * x[i];
        h[m + o] = lot >= -0.5 ? lot : -2.0;
    }
    for (int o = 0; o < 2 * m; o++)
        s += h[o] * h[o] * h[o];
    return s;
}

/* It does not: both alternatives may give the same, the lesser one is chosen, what it is compared with is another one. */
ADGEN_NOALIAS ADGEN_GRAD(w, x, h)
double silent(int n, int m, double c, const double *w, const double *x, double *h)
{
    double s = 0.0;

    for (int o = 0; o < m; o++) {
        double a = 0.25, b = -0.25, e = 0.0, f = 0.0, g = 0.0;

        for (int i = 0; i < n; i++) {
            a += w[o * n + i] * x[i];
            b -= w[o * n + i] * x[i];
            e += w[o * n + i];
            f += x[i] * x[i] * w[o * n];
            g += w[o * n + i] * w[o * n + i];
        }
        h[5 * o] = a > 0.0 ? a : 1.0;
        h[5 * o + 1] = b < 0.0 ? b : 0.0;
        h[5 * o + 2] = e > c ? e : 0.0;
        h[5 * o + 3] = f >= 0.0 ? f : 0.0;
        h[5 * o + 4] = g > 0.5 ? g : -1.0 * g;
    }
    for (int o = 0; o < 5 * m; o++)
        s += h[o] * h[o] * h[o];
    return s;
}

/* What is stored is narrower, or overwritten later on, or in part; or is given twice. */
ADGEN_NOALIAS ADGEN_GRAD(w, x, h)
double narrower(int n, int m, const double *w, const double *x, float *h)
{
    double s = 0.0;

    for (int o = 0; o < m; o++)
        for (int j = 0; j < m; j++) {
            double acc = 0.0;

            for (int i = 0; i < n; i++)
                acc += w[o * n + i] * x[i * m + j];
            h[o * m + j] = (float)tanh(acc);
        }
    for (int o = 0; o < m * m; o++)
        s += h[o] * h[o];
    return s;
}

ADGEN_NOALIAS ADGEN_GRAD(w, x, h)
double overwritten(int n, int m, const double *w, const double *x, double *h)
{
    double s = 0.0;

    for (int t = 0; t < 2; t++) {
        for (int o = 0; o < m; o++)
            for (int j = 0; j < m; j++) {
                double acc = 0.1 * t;

                for (int i = 0; i < n; i++)
                    acc += w[o * n + i] * x[i * m + j];
                acc = tanh(acc) * x[0];
                acc = tanh(acc);
                h[o * m + j] = acc;
            }
        for (int o = 0; o < m * m; o++)
            s += h[o] * h[o] * s + h[o];
    }
    for (int o = 0; o < m * m; o += 2)
        h[o] *= 0.5;
    return s;
}

/*
 * check: what loops compute and memory holds is read there, rather than computed again; a choice that its value tells is told by it
 * check-has: if (h[o * k + j] > 0)
 * check-has: 1.0 - h[o * k + j] * h[o * k + j]
 * check-has: if (h[o] > 0.0)
 * check-has: if (h[m + o] >= -0.5)
 * check-gradient: squashed(3, 4, 2, random(12, -1, 1), random(6, -1, 1), zeros(8))
 * check-gradient: rectified(3, 4, 2, random(12, -1, 1), random(6, -1, 1), zeros(8))
 * check-gradient: rectified(0, 4, 2, random(12, -1, 1), random(6, -1, 1), zeros(8))
 * check-gradient: leaking(3, 4, random(12, -1, 1), random(3, -1, 1), zeros(8))
 * check-gradient: silent(3, 4, 0.3, random(12, -1, 1), random(3, -1, 1), zeros(20))
 * check-gradient: silent(3, 4, -0.3, random(12, -1, 1), random(3, -1, 1), zeros(20))
 * check-gradient: narrower(3, 2, random(6, -1, 1), random(6, -1, 1), zeros(4))
 * check-gradient: overwritten(3, 3, random(9, -1, 1), random(9, -1, 1), zeros(9))
 */
