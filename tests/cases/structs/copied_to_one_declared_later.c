#include <adgen/adgen.h>

typedef struct { double v; int n; } V;

static double use(V p, V q, const double *x)
{
    double s = 0.0;
    for (int i = 0; i < p.n; i++)
        s += x[i] * p.v;
    q = p;
    return s * s + q.v;
}

ADGEN_GRAD(x)
double parameters(int n, const double *x)
{
    V a = { x[0], n }, b = { x[1], n / 2 };
    return use(b, a, x) * a.v;
}

ADGEN_GRAD(x)
double locals(int n, const double *x)
{
    V a = { x[0], n }, b = { x[1], n / 2 };
    V p = b;
    V q = a;
    double s = 0.0;
    for (int i = 0; i < p.n; i++)
        s += x[i] * p.v;
    q = p;
    return s * q.v * a.v * b.v;
}

typedef struct { double *v; int n; } W;

static void grow(W p, W q, const double *x, double *w)
{
    double s = 0.0;
    for (int i = 0; i < p.n; i++)
        s += x[i] * p.v[0];
    q = p;
    w[0] = s + q.v[0];
}

ADGEN_GRAD(x)
double pointers(int n, const double *x, double *w)
{
    W a = { w + 1, n }, b = { w + 2, n / 2 };
    double s = 0.0;
    grow(b, a, x, w);
    for (int i = 0; i < a.n; i++)
        s += a.v[0] * b.v[0] * w[0];
    return s;
}

/*
 * check: a record that is copied to one that is declared later keeps its own value until then
 * check-gradient: parameters(4, random(4, 0.2, 1))
 * check-gradient: locals(4, random(4, 0.2, 1))
 * check-gradient: pointers(4, random(4, -1, 1), random(3, -1, 1))
 */
