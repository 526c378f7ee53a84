#include <adgen/adgen.h>
#include <stdlib.h>


static void *pass(void *p, int d)
{
    return d > 0 ? pass(p, d - 1) : p;
}

ADGEN_GRAD(x)
double chosen(int n, int k, const double *x, double *w)
{
    int *block = malloc((size_t)n * sizeof(double));
    void *raw = block, *other = w;
    double *v = pass(k ? raw : other, 2);
    double s = 0.0;
    for (int i = 0; i < n; i++)
        v[i] = x[i] * x[0];
    for (int i = 0; i < n; i++)
        s += v[i] * v[0];
    free(block);
    return s;
}

/*
 * check: two void * that lead to elements of different types can be chosen from
 * check-gradient: chosen(3, 0, random(3, -1, 1), zeros(3))
 * check-gradient: chosen(3, 1, random(3, -1, 1), zeros(3))
 */
