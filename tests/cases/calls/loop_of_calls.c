#include <adgen/adgen.h>

static void euler(int n, const double *rate, double *y, double h)
{
    double before = y[0];
    y[0] += h * rate[0];
    for (int i = 1; i < n; i++) {
        double now = y[i];
        y[i] += h * rate[i] * before * now;
        before = now;
    }
}

ADGEN_GRAD(rate)
double chain(int n, int steps, const double *rate)
{
    double y[3] = { 1.0, 1.0, 1.0 };
    for (int t = 0; t < steps; t++)
        euler(n, rate, y, 0.1);
    return y[n - 1];
}

/*
 * check: a helper that steps a state forward
 * check-gradient: chain(3, 5, random(3, 0.5, 1))
 */
