#include <adgen/adgen.h>
#include <stdio.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        if (x[i] > 100.0)
            fprintf(stderr, "x[%d] = %g is large\n", i, x[i]);
        sum += x[i] * x[i];
    }
    return sum;
}

/*
 * check: output of active data is no derivative
 * check-gradient: f(3, random(3, -1, 1))
 */
