#include <adgen/adgen.h>
#include <math.h>

ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    double s = 0;
    for (int i = 0; i < n; i++) {
        double r = sqrt(x[i] * x[i]);
        double ir = 1 / r;
        double a = x[i] * ir, b = y[i] * ir;
        if (r == 0) {
            a = 0;
            b = 0;
        }
        s += a * y[i] * x[i] + b * b * x[i] * x[i];
    }
    return s;
}

/*
 * check: a reciprocal of zero whose products are replaced
 * check-call: f(3, {1.0, 0.0, 0.5}, {0.5, 2.0, 0.3})
 * check-seed: return = 1
 * check-value: x[1] = 0
 * check-value: y[1] = 0
 * check-gradient: f(3, {1.0, -0.7, 0.5}, {0.5, 2.0, 0.3})
 */
