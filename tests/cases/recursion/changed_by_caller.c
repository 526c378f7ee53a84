#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* What a recursive function allocates and uses, its caller may change before the backward pass. */

static double *build(double x, double *e, int k)
{
    if (k > 0)
        return build(x * 1.5, e, k - 1);
    double *p = malloc(sizeof *p);

    *p = x * x;
    *e += sin(*p);
    return p;
}

ADGEN_GRAD(x)
double overwritten(double x, int k)
{
    double e = 0.0, *p = build(x, &e, k);

    *p = 5.0;
    free(p);
    return e;
}

ADGEN_GRAD(x)
double scaled(double x, int k)
{
    double e = 0.0, *p = build(x, &e, k);

    *p *= x;
    e += *p;
    free(p);
    return e;
}

struct node {
    double       v;
    struct node *next;
};

static double energy(const struct node *p, int k)
{
    return k == 0 ? p->v * p->v : energy(p, k - 1);
}

static struct node *make(double x, double *e, int k)
{
    if (k == 0)
        return NULL;
    struct node *p = calloc(1, sizeof *p);

    p->v = x * x;
    *e += energy(p, 2);
    p->next = make(x * 1.5, e, k - 1);
    if (p->next)
        p->next->v += p->v;
    return p;
}

ADGEN_GRAD(x)
double list(double x, int k)
{
    double       e = 0.0;
    struct node *l = make(x, &e, k);

    for (struct node *p = l; p; p = p->next)
        e += p->v * p->v;
    for (struct node *p = l; p; p = p->next)
        p->v = 5.0;
    while (l) {
        struct node *p = l->next;
        free(l);
        l = p;
    }
    return e;
}

/*
 * check: blocks that a recursive function returns, changed by its callers
 * check-gradient: overwritten(random(0.5, 1), 2)
 * check-gradient: scaled(random(0.5, 1), 2)
 * check-gradient: list(random(0.5, 1), 0)
 * check-gradient: list(random(0.5, 1), 3)
 */
