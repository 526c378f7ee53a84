#include <adgen/adgen.h>

ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    double sum = 0.0, a = 1.0, b = 2.0;

    *(x[0] > 0.0 ? y : y + 1) *= x[1];
    for (int i = 0; i < n; i++) {
        sum += (x[i] > 0.0 ? y : x)[i];
        *(x[i] > 0.5 ? &a : &b) += y[i];
        sum += a * b;
        y[i] = sum;
    }
    return sum;
}

/*
 * check: a condition chooses the place, with and without a loop
 * check-gradient: f(3, {0.7, -0.4, 0.3}, random(3, -1, 1))
 * check-gradient: f(3, {-0.7, 0.6, -0.3}, random(3, -1, 1))
 */
