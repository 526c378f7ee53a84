#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* The positive values, in a list that doubles its room. */
ADGEN_GRAD(x)
double f(int n, const double *x)
{
    size_t  room = 2, count = 0;
    double *v = malloc(room * sizeof *v), sum = 0.0;

    for (int i = 0; i < n; i++) {
        if (x[i] <= 0.0)
            continue;
        if (count == room) {
            room *= 2;
            v = realloc(v, room * sizeof *v);
        }
        v[count++] = sin(x[i]) * x[i];
        sum += v[count / 2] * v[count - 1];
    }
    for (size_t k = 0; k + 1 < count; k++)
        sum += v[k] * v[k + 1];
    free(v);
    return sum;
}

/*
 * check: a list grows by realloc in a loop
 * check-gradient: f(0, {1})
 * check-gradient: f(3, {1, -1, 2})
 * check-gradient: f(11, random(11, 0.5, 2))
 * check-gradient: f(20, random(20, -1, 2))
 */
