#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *v = NULL, s = 0.0, *t;
    int i = 0;
again:
    if (i == n)
        goto done;
    t = realloc(v, sizeof *v * (size_t)(i + 1));
    if (!t)
        goto done;
    v = t;
    v[i] = x[i] * (i ? v[i - 1] : 2.0);
    s += v[i] * v[0];
    switch (i++ % 3) {
    case 0:
        v = realloc(v, sizeof(double) * (size_t)(i + 3));
        v[i] = s;
        s += v[i] * x[0];
    }
    goto again;
done:
    free(v);
    return s;
}

/*
 * check: a list grows between labels, and in a switch
 * check-gradient: f(0, {0.4})
 * check-gradient: f(5, random(5, 0.5, 1.5))
 */
