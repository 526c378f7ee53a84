#include <adgen/adgen.h>
#include <stdlib.h>

static void *pass(void *p, int d)
{
    return d > 0 ? pass(p, d - 1) : p;
}

ADGEN_GRAD(x)
double passed(int n, const double *x)
{
    int *block = malloc((size_t)n * sizeof(double));
    void *raw = block;
    double *v = pass(raw, 2);
    double s = 0.0;
    for (int i = 0; i < n; i++)
        v[i] = x[i] * x[0];
    for (int i = 0; i < n; i++)
        s += v[i] * v[0];
    free(block);
    return s;
}

/*
 * check: a pointer to integers that passes void * and a function that calls itself, and comes back as one to reals, has a shadow
 * check-gradient: passed(3, random(3, -1, 1))
 */
