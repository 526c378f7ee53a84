#include <adgen/adgen.h>

ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    double s = 1;
    for (unsigned i = 0; i < n - 1L; i++) {
        s += y[i] * x[i] * s;
        y[i] = s * 0.2;
    }
    return s;
}

/*
 * check: an unsigned counter and a bound that is negative
 * check-gradient: f(0, random(8, 0.2, 1), random(8, 0.2, 1))
 * check-gradient: f(1, random(8, 0.2, 1), random(8, 0.2, 1))
 * check-gradient: f(5, random(8, 0.2, 1), random(8, 0.2, 1))
 */
