#include <adgen/adgen.h>
#include <stdlib.h>

#define PAIR(T) struct { T a, b; struct { T u; int k[2]; } in; }
#define VECTOR(T) struct { T *data; size_t n, cap; }
#define PUSH(v, x) \
    ((v).n < (v).cap || ((v).data = realloc((v).data, ((v).cap = (v).cap ? 2 * (v).cap : 2) * sizeof *(v).data), 1) \
         ? (void)((v).data[(v).n++] = (x)) : (void)0)
#define VARIABLE(T, name) struct { T a, b; } name = { 0 }
#define MEMBERS(T) { T a, b; }

static const PAIR(double) fixed = { 1, 2, { 3, { 4, 5 } } };
PAIR(double) shared = { 1, 2, { 3, { 4, 5 } } };
PAIR(double) several[2][2];

ADGEN_GRAD(x)
double f(const double *x, int n)
{
    VECTOR(double) a = { 0 }, b = { NULL, 0, 0 };
    double s = 0;
    for (int i = 0; i < n; i++) {
        PUSH(a, x[i] * x[i]);
        if (i & 1)
            PUSH(b, a.data[i] * a.data[i - 1]);
    }
    while (b.n)
        s += b.data[--b.n];
    free(a.data);
    free(b.data);
    return s;
}

ADGEN_GRAD(x)
double g(const double *x)
{
    PAIR(double) p = { 0 }, *q = &p;
    PAIR(float) r;
    VARIABLE(double, v);
    struct MEMBERS(double) m;
    r.a = 2;
    p.a = x[0];
    q->in.u = p.a * x[1];
    for (int i = 0; i < 2; i++)
        p.a *= q->in.u;
    v.b = p.in.u * r.a;
    m.a = v.b * p.a;
    return m.a * p.a;
}

ADGEN_GRAD(x)
double h(const double *x)
{
    shared.a = x[0] * x[1];
    several[1][0].in.u = shared.a * fixed.b;
    return several[1][0].in.u * shared.a * fixed.in.k[1];
}

/*
 * check: structs without a tag whose definitions come out of macros
 * check-header-after: some of its structs have no tags
 * check-has: struct g_line_
 * check-has: __typeof__(several[0][0]) several_adj[2][2];
 * check-gradient: f(random(5, -1, 1), 5)
 * check-gradient: g(random(2, -1, 1))
 * check-gradient: h(random(2, -1, 1))
 */
