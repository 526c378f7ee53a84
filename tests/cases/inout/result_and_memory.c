#include <adgen/adgen.h>

ADGEN_GRAD()
double f(int n, double *x, const double *w)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        x[i] *= w[i];
        sum += x[i] * x[i];
    }
    return sum;
}

/*
 * check: a result and an array that is changed
 * check-gradient: f(3, random(3, -1, 1), random(3, -1, 1))
 */
