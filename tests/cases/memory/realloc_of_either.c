#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *a = malloc(sizeof *a), *b = malloc(sizeof *b), **w, s = 0.0;
    int na = 1, nb = 1, *nw;
    a[0] = x[0];
    b[0] = 0.25;
    for (int i = 1; i < n; i++) {
        w = x[i] > 0.0 ? &a : &b;
        nw = x[i] > 0.0 ? &na : &nb;
        *w = realloc(*w, (size_t)(*nw + 1) * sizeof **w);
        (*w)[*nw] = (*w)[*nw - 1] * x[i];
        s += (*w)[*nw] + a[na / 2] * b[nb / 2];
        ++*nw;
    }
    if (n % 2)
        a[0] *= 2.0;
    s += a[0];
    free(a);
    free(b);
    return s;
}

/*
 * check: realloc of one block or the other, through a pointer to its pointer
 * check-gradient: f(1, {0.4})
 * check-gradient: f(6, random(6, -1, 1.5))
 */
