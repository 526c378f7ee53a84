#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double **m = malloc((size_t)n * sizeof *m);
    double   s = 0.0, p = 1.0;
    int      k = n;

    for (int i = 0; i < n; i++)
        m[i] = malloc(2 * sizeof **m);
    for (int i = 0; i < n; i++) {
        m[i][0] = x[i] * x[i];
        m[i][1] = m[i][0] * x[i];
    }
    for (int i = 0; i < n; i++) {
        p *= m[i][1] + 1.0;
        s += p * m[i][0];
        if (s > 1e6)
            break;
    }
    while (k > 0)
        free(m[--k]);
    free(m);
    return s;
}

/*
 * check: rows freed by a while that counts down in the subscript
 * check-gradient: f(4, random(4, -1, 1))
 */
