#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double *t = malloc(2 * sizeof *t);
        t[0] = x[i] * x[i];
        t[1] = t[0] * x[0];
        sum += t[0] * t[1];
        free(t);
    }
    return sum;
}

/*
 * check: a block that each iteration allocates and frees
 * check-gradient: f(4, random(4, -1, 1))
 */
