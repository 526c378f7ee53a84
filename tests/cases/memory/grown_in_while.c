#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double  sum = 0.0;
    double *p = malloc(sizeof *p);
    int     k = 0;

    p[0] = 1.0;
    while (k < n) {
        double *q = malloc((size_t)(k + 1) * sizeof *q);
        for (int j = 0; j <= k; j++)
            q[j] = x[k] * (j ? q[j - 1] : p[k ? k - 1 : 0]);
        free(p);
        p = q;
        sum += p[k] * x[k];
        k++;
        if (sum > 3.0)
            break;
    }
    free(p);
    return sum;
}

/*
 * check: a block replaces the one before, which is freed, until the loop is left
 * check-gradient: f(5, random(5, 0.5, 1))
 * check-gradient: f(5, random(5, 1, 1.5))
 */
