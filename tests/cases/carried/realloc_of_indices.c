#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    int *idx = malloc(sizeof *idx), count = 0;
    double s = 1.0;
    idx[0] = 0;
    for (int i = 0; i < n; i++) {
        s += x[idx[count / 2]] * s * x[i];
        idx = realloc(idx, (size_t)(++count + 1) * sizeof *idx);
        idx[count] = i;
        s *= x[idx[count]];
    }
    free(idx);
    return s;
}

/*
 * check: integers that grow and are needed backward
 * check-gradient: f(6, random(6, 0.5, 1.2))
 */
