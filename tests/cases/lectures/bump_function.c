#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(alpha, w, b)
double loss(int n, const double *alpha, const double *w, const double *b, int count, const double *x, const double *y)
{
    double sum = 0.0;
    for (int k = 0; k < count; k++) {
        double f = 0.0;
        for (int i = 0; i < n; i++)
            f += alpha[i] / (1.0 + exp(-(w[i] * x[k] + b[i])));
        sum += (f - y[k]) * (f - y[k]);
    }
    return sum / count;
}

/*
 * check: a sum of sigmoids fitted to samples of a function
 * check-gradient: loss(3, random(3, -1, 1), random(3, -2, 2), random(3, -1, 1), 4, random(4, 0, 1), random(4, 0, 1))
 */
