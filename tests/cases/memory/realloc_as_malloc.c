#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *t = realloc(NULL, sizeof *t * (size_t)n), *old, product = 1.0;

    for (int i = 0; i < n; i++)
        t[i] = x[i] * x[n - 1 - i];
    old = t + n / 2;
    product = *old * t[0];
    t = realloc(t, 2 * sizeof *t * (size_t)n);
    for (int i = 0; i < n; i++) {
        t[n + i] = t[i] * product;
        product += t[n + i / 2];
    }
    t = realloc(t, 0);
    free(t);
    return product;
}

/*
 * check: realloc of a null pointer, of a block, and to nothing
 * check-gradient: f(1, {0.4})
 * check-gradient: f(4, random(4, -1, 1))
 */
