#include <adgen/adgen.h>

ADGEN_VJP(x)
void f(int n, const double *x, double *y)
{
    double t = 1.0;
    for (int i = 0; i < n; i++) {
        t *= x[i];
        y[i] = t;
    }
}

/*
 * check: every partial product is a result
 * check-gradient: f(5, random(5, 0.5, 1.5), zeros(5))
 */
