#include <adgen/adgen.h>
#include <stdlib.h>

/* the block is made inside the recursion, grown outside and inside */
static double *powers(const double *x, int n)
{
    double *v;
    if (n == 0) {
        v = malloc(sizeof *v);
        v[0] = *x;
        return v;
    }
    v = powers(x, n - 1);
    v = realloc(v, (size_t)(n + 1) * sizeof *v);
    v[n] = v[n - 1] * v[n / 2];
    return v;
}

ADGEN_GRAD(x)
double f(int n, double x)
{
    double *v = powers(&x, n), s = 0.0;
    v = realloc(v, (size_t)(n + 2) * sizeof *v);
    v[n + 1] = v[n] * x;
    for (int i = 0; i <= n + 1; i++)
        s += v[i];
    free(v);
    return s;
}

/*
 * check: a block made and grown in a recursive function that returns it
 * check-gradient: f(0, 0.7)
 * check-gradient: f(4, 1.1)
 */
