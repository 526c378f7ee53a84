#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++)
            t = t * 0.5 + x[i] * x[j] * t;
    }
    return t;
}

/*
 * check: a carried value through two loops
 * check-gradient: f(3, random(3, -1, 1))
 * check-gradient: f(0, zeros(0))
 */
