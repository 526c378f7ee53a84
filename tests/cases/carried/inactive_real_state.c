#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x, double *weights)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        weights[i] = 1.0 / (i + 1.0);
        sum += weights[i] * x[i];
    }
    return sum;
}

/*
 * check: a real array that holds constants
 * check-gradient: f(3, random(3, -1, 1), random(3, -1, 1))
 */
