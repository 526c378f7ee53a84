#include <adgen/adgen.h>
static double poly(const double *c, int n, double x)
{
    if (n <= 2)
        return n == 2 ? c[0] + c[1] * x : c[0];
    int    half = n / 2;
    double even[n - half];
    for (int i = 0; i < n - half; i++)
        even[i] = c[2 * i] + (2 * i + 1 < n ? c[2 * i + 1] * x : 0.0);
    return poly(even, n - half, x * x) * even[0];
}

ADGEN_GRAD()
double f(const double *c, int n, double x)
{
    return poly(c, n, x);
}

/*
 * check: recursive halving with an array of the remaining coefficients
 * check-gradient: f(random(7, -1, 1), 7, 0.7)
 */
