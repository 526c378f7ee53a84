#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(double x)
{
    double t = x;
    while (t < 10.0) {
        double *p = malloc(2 * sizeof *p);
        p[0] = t * x;
        p[1] = p[0] * p[0];
        t = p[1] + 1.0;
        free(p);
    }
    return t;
}

/*
 * check: active memory freed in a loop whose trip count nobody knows
 * check-gradient: f(random(1.1, 2))
 */
