#include "newton.h"

#include <adgen/adgen.h>

/* The sum of the square roots of a[n], each by as many steps of Newton's as it takes. */
ADGEN_GRAD(a)
double newton(int n, const double *a)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        double x = a[i], off = x * x - a[i];

        while (off > 1e-12 || off < -1e-12) {
            x = 0.5 * (x + a[i] / x);
            off = x * x - a[i];
            if (off < 1e-12 * a[i] && off > -1e-12 * a[i])
                break;
        }
        sum += x;
    }
    return sum;
}
