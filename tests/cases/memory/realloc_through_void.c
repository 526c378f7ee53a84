#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *v = malloc(sizeof *v), s = 0.0;
    size_t room = 1, bytes = sizeof *v;
    v[0] = 2.0;
    for (int i = 0; i < n; i++) {
        void *t;
        bytes *= 2;
        room *= 2;
        t = realloc(v, bytes);
        if (t)
            v = t;
        else
            exit(1);
        for (size_t k = room / 2; k < room; k++)
            v[k] = v[k / 2] * x[i];
        s += v[room - 1];
    }
    v = n > 2 ? realloc(v, sizeof *v) : v;
    s *= v[0];
    free(v);
    return s;
}

/*
 * check: realloc by way of a void pointer, of bytes that have a name; and in a choice
 * check-gradient: f(0, {0.4})
 * check-gradient: f(5, random(5, 0.5, 1.5))
 */
