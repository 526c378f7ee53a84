#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *a = NULL, *b = malloc(sizeof *b), s = 0.0;
    *b = x[0];
    for (int i = 1; i <= n; i++) {
        double *t;
        a = realloc(a, (size_t)i * sizeof *a);
        for (int k = 0; k < i; k++)
            a[k] = b[(k + i) % i] * x[i - 1];
        t = a; a = b; b = t;
        if (i % 3 == 0) {
            b = realloc(b, (size_t)(i + 2) * sizeof *b);
            b[i] = s;
            s += b[i] * b[0];
        }
        s += b[i - 1];
        a = realloc(a, (size_t)(i + 1) * sizeof *a);
        a[i] = 1.0;
        b = realloc(b, (size_t)(i + 1) * sizeof *b);
        b[i] = s * x[i - 1];
    }
    free(a);
    free(b);
    return s;
}

/*
 * check: two blocks that are swapped and grow
 * check-gradient: f(1, {0.7})
 * check-gradient: f(7, random(7, 0.2, 1))
 */
