#include <adgen/adgen.h>

static double horner(const void *data, double x, int n)
{
    const double *p = data;
    if (n == 0)
        return p[0];
    return p[0] + x * horner(p + 1, x, n - 1);
}

ADGEN_GRAD()
double f(double x, double y, int n)
{
    double p[3] = {y, x * y, 2.0 * x};
    return horner(p, x, n);
}

/*
 * check: active data behind a pointer to void
 * check-gradient: f(0.5, 0.3, 0)
 * check-gradient: f(0.5, 0.3, 2)
 */
