#include <adgen/adgen.h>

ADGEN_VJP()
void f(int n, double *x, double *y)
{
    for (int i = 0; i < n; i++) {
        if (x[i] > 0.5)
            x[i] = x[i] * y[i];
        else
            y[i] = x[i] + y[i] * y[i];
    }
}

/*
 * check: which array is overwritten depends on the data
 * check-gradient: f(6, random(6, 0, 1), random(6, 0.5, 1))
 */
