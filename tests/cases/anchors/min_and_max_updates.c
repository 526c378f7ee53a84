#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double low = x[0], high = x[0];
    for (int i = 1; i < n; i++) {
        if (x[i] < low)
            low = x[i];
        if (x[i] > high)
            high = x[i];
    }
    return high * high - low * high;
}

/*
 * check: min and max updates
 * check-gradient: f(6, random(6, -1, 1))
 */
