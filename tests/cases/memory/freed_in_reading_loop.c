#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double **t = malloc((size_t)n * sizeof *t);
    double   sum = 0.0;

    for (int i = 0; i < n; i++) {
        t[i] = malloc(3 * sizeof **t);
        for (int k = 0; k < 3; k++)
            t[i][k] = x[i] * (k + x[i]);
    }
    for (int i = 0; i < n; i++) {
        sum += t[i][0] * t[i][2];
        free(t[i]);
    }
    free(t);
    return sum;
}

/*
 * check: rows freed in the loop that reads them last
 * check-gradient: f(3, random(3, -1, 1))
 */
