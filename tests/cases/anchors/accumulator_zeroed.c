#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double total = 0.0, s;
    for (int i = 0; i < n; i++) {
        s = 0;
        for (int j = 0; j <= i; j++)
            s += x[j] * x[i];
        total += s * s;
    }
    return total;
}

/*
 * check: the accumulator zeroed in each iteration
 * check-gradient: f(4, random(4, -1, 1))
 */
