#include <adgen/adgen.h>

static double until_large(int n, const double *x)
{
    double t = 1.0;
    for (int i = 0; i < n; i++) {
        t *= x[i];
        if (t > 2.0)
            return t * t;
    }
    return t;
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    return until_large(n, x) * until_large(n - 2, x + 2);
}

/*
 * check: return inside a loop inside a function that is called
 * check-gradient: f(5, {1.2, 1.3, 1.5, 0.5, 0.9})
 */
