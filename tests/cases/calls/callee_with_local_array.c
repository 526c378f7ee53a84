#include <adgen/adgen.h>

static double convolve(const double *x, int at)
{
    double window[3];
    for (int k = 0; k < 3; k++)
        window[k] = x[at + k] * x[at];
    return window[0] * window[1] + window[2];
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i + 2 < n; i++)
        sum += convolve(x, i);
    return sum;
}

/*
 * check: a helper with a local array
 * check-gradient: f(6, random(6, -1, 1))
 */
