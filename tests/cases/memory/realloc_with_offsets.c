#include <adgen/adgen.h>
#include <stddef.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    size_t  room = 4;
    double *base = malloc(room * sizeof *base), *end = base, s = 1.0;
    double *first = base;
    for (int i = 0; i < n; i++) {
        if (end == base + room) {
            ptrdiff_t used = end - base;
            s += *first * base[1];
            room += 3;
            base = realloc(base, room * sizeof *base);
            end = base + used;
            first = base;
        }
        *end++ = x[i] * s;
        s += first[0] * end[-1];
        *first = *first * 0.5;
    }
    for (double *p = base; p < end; p++)
        s += *p * *p * *first;
    free(base);
    return s;
}

/*
 * check: pointers into the block, computed anew
 * check-gradient: f(3, {1, 2, 3})
 * check-gradient: f(12, random(12, -1, 1))
 */
