#include <adgen/adgen.h>
#include <stdlib.h>

static void *more(void *p, size_t bytes)
{
    void *q = realloc(p, bytes);

    if (!q)
        abort();
    return q;
}

struct v {
    double *d;
    int     n;
};

static double walk(struct v *v, const double *x, int n)
{
    double r;

    if (n == 0)
        return 1.0;
    v->d = more(v->d, (size_t)(v->n + 1) * sizeof(double));
    v->d[v->n] = x[0] * (v->n ? v->d[0] : 1.0);
    v->n++;
    r = walk(v, x + 1, n - 1);
    r *= v->d[v->n / 2];
    v->d = more(v->d, (size_t)(v->n + 1) * sizeof(double));
    v->d[v->n++] = r;
    return r + v->d[v->n - 2];
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    struct v v = {NULL, 0};
    double   s = walk(&v, x, n);

    for (int i = 0; i < v.n; i++)
        s += v.d[i] * v.d[v.n - 1 - i];
    free(v.d);
    v = (struct v){NULL, 0};
    s += walk(&v, x, n / 2);
    free(v.d);
    return s;
}

/*
 * check: realloc behind a function for void pointers, in a recursive function that is called twice
 * check-gradient: f(0, {0.4})
 * check-gradient: f(5, random(5, 0.5, 1.5))
 */
