#include <adgen/adgen.h>

ADGEN_VJP(x)
void f(int n, const double *x, double *y)
{
    int i = 0, k = 0;
    while (i < n) {
        y[k++] = x[i++] * 2.0;
        y[k] = x[i] * x[i - 1];
        ++k, ++i;
    }
}

/*
 * check: indices that change in the expression that uses them
 * check-gradient: f(4, random(4, -1, 1), zeros(4))
 */
