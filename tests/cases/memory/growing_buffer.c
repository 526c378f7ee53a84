#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *buf = NULL, sum = 0.0;
    int     room = 0;

    for (int i = 0; i < n; i++) {
        if (i >= room) {
            int     more = room ? 2 * room : 1;
            double *next = malloc((size_t)more * sizeof *next);
            for (int k = 0; k < room; k++)
                next[k] = buf[k];
            free(buf);
            buf = next;
            room = more;
        }
        buf[i] = x[i] * x[i] + sum;
        sum += buf[i / 2] * buf[i];
    }
    free(buf);
    return sum;
}

/*
 * check: a buffer that grows, copied each time
 * check-gradient: f(5, random(5, -1, 1))
 * check-gradient: f(0, {1})
 */
