#include <adgen/adgen.h>

ADGEN_GRAD(w)
double loss(int degree, const double *w, int n, const double *x, const double *y)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double f = 0.0;
        for (int k = degree; k >= 0; k--)
            f = f * x[i] + w[k];
        sum += (f - y[i]) * (f - y[i]);
    }
    return sum / n;
}

/*
 * check: polynomial regression
 * check-gradient: loss(1, {0.5, 2.0}, 1, {3.0}, {1.0})
 * check-value: w = {11, 33}
 * check-gradient: loss(3, random(4, -1, 1), 5, random(5, -1, 1), random(5, -1, 1))
 */
