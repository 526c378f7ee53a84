#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *b = malloc(sizeof *b);
    double s;
    b[0] = 1.0;
    for (int i = 0; i < n; i++) {
        if (x[i] < -1.0) {
            free(b);
            return 0.0;
        }
        b[0] *= x[i];
    }
    s = b[0];
    free(b);
    return s;
}

/*
 * check: memory freed on the way out of a loop
 * check-gradient: f(4, random(4, 0.2, 1))
 * check-gradient: f(4, {0.5, 1.5, -2.0, 0.5})
 * check-has: adgen_tape_free_later
 */
