#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double window[3] = { 0.0, 0.0, 0.0 }, sum = 0.0;
    for (int i = 0; i < n; i++) {
        window[0] = window[1];
        window[1] = window[2];
        window[2] = x[i];
        sum += window[0] * window[1] * window[2];
    }
    return sum;
}

/*
 * check: a small array carried from step to step
 * check-gradient: f(7, random(7, -1, 1))
 */
