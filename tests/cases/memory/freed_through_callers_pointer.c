#include <adgen/adgen.h>
#include <stdlib.h>

struct work {
    double *block;
    int     n;
};

ADGEN_GRAD(x)
double f(double x, struct work *w)
{
    double *t = malloc(2 * sizeof *t), s;

    t[0] = x * x;
    t[1] = x;
    w->block = t;
    s = w->block[0] * w->block[1];
    free(w->block);
    return s;
}

/*
 * check: a block is freed by way of the caller's pointer to it, whose shadow the backward pass puts back
 * check-gradient: f(0.7, &{NULL, 0})
 */
