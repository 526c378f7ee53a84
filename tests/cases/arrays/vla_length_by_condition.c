#include <adgen/adgen.h>

ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    double sum = 1.0;

    for (int i = 0; i < n; i++) {
        int len = x[i] > 0.0 ? 2 : 4;
        double z[len];
        for (int k = 0; k < len; k++)
            z[k] = x[i] * sum + k;
        for (int k = 0; k < len; k++)
            sum += 0.1 * z[k] * z[len - 1 - k];
        y[i] *= sum;
    }
    return sum;
}

/*
 * check: a variable-length array whose size the data decide, iteration by iteration
 * check-gradient: f(4, {0.5, -0.5, -0.2, 0.3}, random(4, -1, 1))
 */
