#include <adgen/adgen.h>
#include <stdlib.h>

typedef struct { double *v; int n; } V;

ADGEN_GRAD(x)
double records(int n, int k, const double *x, double *w)
{
    V *ar = malloc(2 * sizeof *ar);
    ar[0].n = n;
    ar[1].n = n / 2;
    ar[0].v = w;
    ar[1].v = w;
    V r = ar[k];
    free(ar);
    double *t = malloc(sizeof(double));
    t[0] = x[0];
    for (int i = 0; i < r.n; i++) {
        double *h = malloc(2 * sizeof(double));
        h[0] = t[0] * t[0] * x[i];
        h[1] = h[0];
        free(t);
        t = h;
    }
    r.n = 0;
    double s = t[r.n] * t[0] * r.v[0];
    free(t);
    return s;
}

ADGEN_GRAD(x)
double ints(int n, int k, const double *x)
{
    int *ar = malloc(2 * sizeof *ar);
    ar[0] = n;
    ar[1] = n / 2;
    int r = ar[k];
    free(ar);
    double *t = malloc(sizeof(double));
    t[0] = x[0];
    for (int i = 0; i < r; i++) {
        double *h = malloc(2 * sizeof(double));
        h[0] = t[0] * t[0] * x[i];
        h[1] = h[0];
        free(t);
        t = h;
    }
    r = 0;
    double s = t[r] * t[0];
    free(t);
    return s;
}

/*
 * check: a trip count that was read in a block that is given back is not read there again when the blocks of the iterations are given back
 * check-gradient: records(4, 0, random(5, 0.2, 1), {0.7})
 * check-gradient: ints(4, 0, random(5, 0.2, 1))
 */
