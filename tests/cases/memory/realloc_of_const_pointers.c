#include <adgen/adgen.h>
#include <stdlib.h>

struct s { const double *v; int n; };

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    struct s s = {NULL, 0};
    double r = 0.0;
    const double *t = NULL;
    for (int i = 0; i < n; i++) {
        double *w = realloc((void *)s.v, (size_t)(i + 1) * sizeof *w);
        w[i] = x[i] * x[i];
        s.v = w;
        t = realloc((double *)t, (size_t)(i + 1) * sizeof *t);
        *(double *)(t + i) = s.v[i / 2] * x[i];
        r += s.v[i / 2] * t[i / 3];
    }
    free((void *)s.v);
    free((void *)t);
    return r;
}
/*
 * check: realloc of blocks that are known by pointers to const
 * check-gradient: f(4, random(4, 0.5, 1))
 */
