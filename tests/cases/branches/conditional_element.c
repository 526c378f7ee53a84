#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double o[3] = { 1.0, 1.0, 1.0 }, s = 0.0;
    for (int i = 0; i < n; i++) {
        s += x[i] * (i % 2 ? o[i % 3] : x[i]);
        o[i % 3] *= s;
    }
    return s;
}

/*
 * check: an array element that is read under a condition and overwritten later
 * check-gradient: f(5, random(5, 0.5, 1.5))
 */
