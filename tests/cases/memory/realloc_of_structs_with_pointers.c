#include <adgen/adgen.h>
#include <stdlib.h>

struct node { double v; struct node *kid; int n; };
struct set { struct node **items; int n, cap; };
static struct node *add(struct set *s, double v)
{
    struct node *e = calloc(1, sizeof *e);
    e->v = v;
    if (s->n == s->cap) {
        s->cap += 2;
        s->items = realloc(s->items, (size_t)s->cap * sizeof *s->items);
    }
    s->items[s->n++] = e;
    return e;
}

static void grow(struct node *e, double v)
{
    e->kid = realloc(e->kid, (size_t)(e->n + 1) * sizeof *e->kid);
    e->kid[e->n] = (struct node){v, NULL, 0};
    e->kid[e->n].kid = e->n % 2 ? NULL : malloc(sizeof *e->kid);
    if (e->kid[e->n].kid)
        e->kid[e->n].kid->v = v * v;
    e->n++;
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    struct set s = {NULL, 0, 0};
    double r = 0.0;
    for (int i = 0; i < n; i++) {
        struct node *e = add(&s, x[i] * x[i]);
        grow(e, x[i]);
        grow(s.items[i / 2], e->v * e->kid[0].kid->v);
        grow(e, x[0]);
    }
    for (int i = 0; i < s.n; i++) {
        for (int k = 0; k < s.items[i]->n; k++) {
            const struct node *m = &s.items[i]->kid[k];
            r += m->v * s.items[i]->v + (m->kid ? m->kid->v : 0.5);
            free(m->kid);
        }
        free(s.items[i]->kid);
        free(s.items[i]);
    }
    free(s.items);
    return r;
}

/*
 * check: realloc of structs that hold pointers to blocks, and of pointers to them
 * check-gradient: f(0, {0.4})
 * check-gradient: f(5, random(5, 0.5, 1.5))
 */
