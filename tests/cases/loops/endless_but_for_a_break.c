#include <adgen/adgen.h>
#include <limits.h>
#include <math.h>

ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    double s = 1 + n;
    for (int i = 0; i < INT_MAX; i++) {
        double d = (s * s - 2 - x[0] * x[0]) / (2 * s);
        s -= d;
        if (fabs(d) < 1e-12)
            break;
    }
    return s * y[0];
}

/*
 * check: a bound that is never reached: no array of that size
 * check-gradient: f(1, {0.5}, {0.7})
 * check-omits: 2147483647
 */
