#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, double x, const double *table, double *work)
{
    double *w = NULL, s = 0.0;
    for (int i = 0; i < n; i++) {
        w = realloc(w, (size_t)(i + 1) * sizeof *w);
        w[i] = table[i] + (i ? w[i - 1] : 0.0);
        s += x * w[i / 2] * s + w[i] * x;
    }
    free(w);
    work[0] = s;
    return s;
}

/*
 * check: realloc of reals without derivatives stays as it is
 * check-gradient: f(5, 0.7, random(5, -1, 1), {0})
 * check-has: w = realloc(w, (size_t)(i + 1) * sizeof(double));
 * check-omits: adgen_tape_resize
 */
