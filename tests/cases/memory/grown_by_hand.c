#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

ADGEN_GRAD(x)
double f(double x, int n)
{
    size_t  room = 1;
    double *v = malloc(room * sizeof *v), s = 0.0;
    if (!v)
        abort();
    v[0] = x;
    for (int i = 1; i < n; i++) {
        if ((size_t)i == room) {
            double *more = malloc(2 * room * sizeof *more);
            if (!more)
                abort();
            memcpy(more, v, room * sizeof *v);
            free(v);
            v = more;
            room *= 2;
        }
        v[i] = v[i - 1] * x;
        s += v[i] * v[i / 2];
    }
    free(v);
    return s;
}

/*
 * check: a block that grows, by malloc, memcpy and free
 * check-gradient: f(0.9, 1)
 * check-gradient: f(0.9, 2)
 * check-gradient: f(0.9, 9)
 */
