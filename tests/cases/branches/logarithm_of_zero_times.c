#include <adgen/adgen.h>
#include <math.h>

ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    double s = 0;
    for (int i = 0; i < n; i++) {
        double l = log(x[i] * x[i]), t = l * y[i];
        s += x[i] != 0 ? t : y[i];
    }
    return s;
}

/*
 * check: a product with the logarithm of zero, in the branch that is not taken
 * check-call: f(3, {1.0, 0.0, 0.5}, {0.5, 2.0, 0.3})
 * check-value: y = {0, 1, -1.3862943611198906188}
 * check-seed: return = 1
 */
