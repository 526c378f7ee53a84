#include <adgen/adgen.h>
#include <stdlib.h>
#include <stdint.h>

ADGEN_GRAD(x)
double f(int n, const double *x, size_t limit)
{
    size_t  room = 1;
    double *v = malloc(sizeof *v), s = 0.0;
    int     count = 0;
    if (!v)
        return -1.0;
    for (int i = 0; i < n; i++) {
        if ((size_t)count == room) {
            double *tmp = realloc(v, (room >= limit ? SIZE_MAX / 16 : 2 * room) * sizeof *v);
            if (!tmp) {
                s += v[count - 1] * v[0];
                free(v);
                return s;
            }
            v = tmp;
            room *= 2;
        }
        v[count++] = x[i] * x[i];
        s += v[count / 2] * x[0];
    }
    free(v);
    return s;
}

/*
 * check: a return where realloc fails
 * check-gradient: f(9, random(9, -1, 1), 100)
 */
