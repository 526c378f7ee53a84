#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double s = 0.0;
    for (int i = 0; i < n; i++) {
        double *t = NULL;
        int cap = 0;
        for (int k = 0; k <= i; k++) {
            if (k >= cap) {
                cap = 2 * cap + 1;
                t = realloc(t, sizeof *t * (size_t)cap);
            }
            t[k] = x[i] * (k ? t[k - 1] : x[k]);
        }
        s += t[i] * t[i / 2];
        free(t);
    }
    return s;
}

/*
 * check: a list of its own for each iteration
 * check-gradient: f(6, random(6, 0.5, 1.2))
 */
