#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_VJP()
void f(int n, const double *x, double *y)
{
    double *v = NULL;
    int cap = 0;
    for (int i = 0; i < n; ++i) {
        if (i >= cap) {
            double *t = realloc(v, (cap = cap * 2 + 2) * sizeof *v);
            if (t == NULL) { free(v); return; }
            v = t;
        }
        v[i] = x[i] * y[i];
        for (int k = 0; k < i; k++)
            v[k] += v[i] * x[k];
        y[i] = v[i / 2];
    }
    for (int i = 0; i < n; i++)
        y[i] += v[i];
    free(v);
}

/*
 * check: a list grows while outputs change in place
 * check-gradient: f(6, random(6, 0.5, 1.5), random(6, 0.5, 1.5))
 */
