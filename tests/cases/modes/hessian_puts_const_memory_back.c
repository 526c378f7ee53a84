#include <adgen/adgen.h>

typedef struct { double *v; const double *c; } Rows;

static double deep(Rows *r, int d)
{
    const double *was = r->c;
    r->v[d] += r->c[0] * r->c[1] * r->v[d];
    r->c = r->v;
    if (d > 0)
        was = r->c;
    double s = d > 0 ? deep(r, d - 1) : 0.0;
    r->c = was;
    return s + r->v[d];
}

ADGEN_GRAD(x)
double f(int n, const double x[4], double w[4])
{
    Rows r = { w, x };
    return deep(&r, 2) * n;
}

/*
 * check: what only const pointers of the caller lead to is put back between the calls of a Hessian
 * check-gradient: f(2, random(4, -1, 1), random(4, -1, 1))
 */
