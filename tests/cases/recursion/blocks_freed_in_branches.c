#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

static double twice(const double *x, double s, int n)
{
    if (n <= 0)
        return s;
    int k = 0;
    if (n > 1) {
        int *p = malloc(sizeof *p);
        if (!p)
            abort();
        *p = n;
        k = *p;
        free(p);
    }
    double l = twice(x, x[0] * s + k, n - 1), r = twice(x, x[1] * s + l, n - 1);
    return sin(l * r);
}

ADGEN_GRAD(x)
double counter(const double *x, int n)
{
    return twice(x, x[1], n);
}

struct link {
    int          k;
    struct link *next;
};

static double listed(const double *x, double s, int n)
{
    if (n <= 0)
        return 0.5 * s;
    double       a = s * x[0];
    struct link *l = NULL;
    if (n > 1) {
        for (int i = 0; i < n; i++) {
            struct link *e = malloc(sizeof *e);
            if (!e)
                abort();
            e->k = i % 2;
            e->next = l;
            l = e;
        }
        if (l->next) {
            struct link *first = l;
            l = l->next;
            free(first);
        }
    }
    for (struct link *e = l; e; e = e->next)
        a = a * x[e->k] + s;
    a += listed(x, a * a + s, n - 1) * a;
    while (l) {
        struct link *e = l;
        l = l->next;
        free(e);
    }
    return a;
}

ADGEN_GRAD(x)
double list(const double *x, int n)
{
    return listed(x, x[0], n);
}

struct vector {
    double *at;
    int     count, room;
};

static void push(struct vector *v, double value)
{
    if (v->count == v->room) {
        int     room = v->room + 2;
        double *at = malloc((size_t)room * sizeof *at);
        if (!at)
            abort();
        for (int i = 0; i < v->count; i++)
            at[i] = v->at[i];
        free(v->at);
        v->at = at;
        v->room = room;
    }
    v->at[v->count++] = value;
}

/* What the second vector holds has no influence. */
static double grown(struct vector *p, const double *x, double s, int n)
{
    if (n <= 0)
        return 0.5 * s;
    for (int i = 0; i < n; i++)
        push(p, tanh(p->count ? p->at[p->count / 2] : 0.25));
    struct vector v = {0};
    {
        struct vector unused = {0};
        if (n > 1)
            push(&unused, x[0]);
        free(unused.at);
    }
    s = grown(&v, x, s, n / 2);
    push(&v, tanh(s));
    s += 0.3 * v.at[v.count - 1];
    free(v.at);
    return s;
}

ADGEN_GRAD(x)
double vectors(const double *x, int n)
{
    double        s = x[0];
    struct vector v = {0};

    for (int i = 0; i < 2; i++)
        s = grown(&v, x, s, n);
    for (int i = 0; i < v.count; i++)
        s += v.at[i];
    free(v.at);
    return s;
}

/*
 * check: recursive functions that allocate and free blocks in branches, which need not have to do with derivatives
 * check-gradient: counter(random(2, 0.5, 1), 0)
 * check-gradient: counter(random(2, 0.5, 1), 3)
 * check-gradient: list(random(2, 0.5, 1), 1)
 * check-gradient: list(random(2, 0.5, 1), 3)
 * check-gradient: vectors(random(2, 0.5, 1), 0)
 * check-gradient: vectors(random(2, 0.5, 1), 5)
 */
