#include <adgen/adgen.h>

ADGEN_GRAD(x, weight)
double f(int n, const double *x, const double *weight)
{
    double bin[4] = { 0.0, 0.0, 0.0, 0.0 };
    for (int i = 0; i < n; i++) {
        int k = (int)(x[i] * 4.0);
        bin[k] += weight[i] * x[i];
    }
    return bin[0] * bin[1] + bin[2] * bin[3];
}

/*
 * check: a bin chosen by an active value
 * check-gradient: f(8, {0.1, 0.3, 0.55, 0.8, 0.95, 0.45, 0.2, 0.7}, random(8, 0.5, 1))
 */
