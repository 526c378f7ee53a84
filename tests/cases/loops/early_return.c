#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    for (int i = 0; i < n; i++) {
        if (x[i] < 0.0)
            return t * x[i];
        t *= x[i];
    }
    return t + 1.0;
}

/*
 * check: return inside a loop
 * check-gradient: f(4, {0.5, 1.5, -1.0, 2.0})
 * check-gradient: f(3, {0.5, 1.5, 2.0})
 */
