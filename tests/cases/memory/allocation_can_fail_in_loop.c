#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        double *t = malloc(2 * sizeof *t);
        if (!t)
            return -1.0;
        t[0] = x[i] * sum;
        t[1] = t[0] + x[i];
        sum += t[0] * t[1];
        free(t);
    }
    return sum;
}

/*
 * check: memory of each iteration, and a return where there is none
 * check-gradient: f(4, random(4, -1, 1))
 * check-gradient: f(0, {1})
 */
