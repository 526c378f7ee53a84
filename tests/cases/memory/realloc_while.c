#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Newton's iterates, all kept. */
ADGEN_GRAD(a)
double f(double a)
{
    double *path = NULL, x = a, step, length = 0.0;
    int     steps = 0;

    do {
        double *longer = realloc(path, (size_t)(steps + 1) * sizeof(double));

        if (longer == NULL) {
            free(path);
            return NAN;
        }
        path = longer;
        path[steps++] = x;
        step = (x * x - a) / (2.0 * x);
        x -= step;
    } while (fabs(step) > 1e-3);
    for (int i = 1; i < steps; i++)
        length += (path[i] - path[i - 1]) * (path[i] - path[i - 1]) * path[0];
    free(path);
    return length + x;
}

/*
 * check: a path grows one by one, in a loop that ends when it has converged
 * check-gradient: f(3)
 * check-gradient: f(0.2)
 */
