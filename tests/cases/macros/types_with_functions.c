#include <adgen/adgen.h>

#define VEC(T, n) \
    typedef struct { T v[n]; } T##n; \
    static T dot_##T##n(const T##n *a, const T##n *b) \
    { \
        T s = 0; \
        for (int i = 0; i < n; i++) \
            s += a->v[i] * b->v[i]; \
        return s; \
    }
VEC(double, 3)
VEC(float, 2)

#define DECLARE_LIST(T, NAME) \
    typedef struct NAME { T v; struct NAME *next; } NAME; \
    static int NAME##_count(const NAME *l) { return l ? 1 + NAME##_count(l->next) : 0; } \
    static NAME *NAME##_push(NAME *head, NAME *n, T v) { n->v = v; n->next = head; return n; }
DECLARE_LIST(double, Dl)

/* What others see is not defined again. */
static double unseen(double x) { return x + 1; }
#define SHARED(T, NAME) \
    typedef struct { T a, b; } NAME; \
    static T NAME##_twice(T a) { return a * 2; } \
    T NAME##_sum(const NAME *p) { return NAME##_twice(p->a) + unseen(p->b); } \
    int NAME##_uses = 3;
SHARED(double, Pair)

#define TABLES(n) static const double n[] = { 1, 2 }; static const double n##_unused[] = { 3, 4 };
TABLES(table)

ADGEN_GRAD(x)
double f(const double *x, int k)
{
    double3 a, b;
    float2  c;
    Dl      pool[3], *h = 0;
    for (int i = 0; i < 3; i++) {
        a.v[i] = x[i];
        b.v[2 - i] = x[i] * x[i];
        h = Dl_push(h, pool + i, x[i] * (i + 1));
    }
    c.v[0] = 2;
    c.v[1] = 3;
    Pair p = { h->v, h->next->v * x[0] };
    return dot_double3(&a, &b) * dot_float2(&c, &c) + Pair_sum(&p) * table[k] * Dl_count(h);
}

/*
 * check: macros that make types together with functions and variables, of which not all are used
 * check-omits: double unseen(
 * check-has: ignored "-Wunused-function"
 * check-gradient: f(random(3, -1, 1), 1)
 */
